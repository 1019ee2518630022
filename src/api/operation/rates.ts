/** How many calls are allowed in how long. */
interface RateLimit {
  calls: number
  per: 'day' | 'hour' | 'minute'
}

/** What Langfuse Cloud allows by plan: Core is as Hobby or as the other plans where nothing is said of it. */
interface RateClassInfo {
  hobby?: RateLimit
  core?: RateLimit
  /** Pro, Team and Enterprise; absent: not limited. */
  other?: RateLimit
  /** A call counts in this class, too. */
  also?: string
}

const a = (calls: number, per: RateLimit['per']): RateLimit => ({calls, per})

/** The rate classes of Langfuse Cloud, each with a bucket for an organization. Servers of one's own have none. */
export const RATE_CLASSES = {
  'annotation-queues': {hobby: a(100, 'minute'), other: a(1000, 'minute')},
  datasets: {hobby: a(100, 'minute'), other: a(1000, 'minute')},
  feedback: {other: a(20, 'day'), also: 'public-api'},
  ingestion: {hobby: a(1000, 'minute'), other: a(20_000, 'minute')},
  'media-upload': {hobby: a(1000, 'minute'), core: a(4000, 'minute'), other: a(20_000, 'minute')},
  prompts: {},
  'public-api': {hobby: a(30, 'minute'), other: a(1000, 'minute')},
  'public-api-legacy': {hobby: a(15, 'minute'), core: a(30, 'minute'), other: a(100, 'minute')},
  'public-api-metrics': {hobby: a(100, 'day'), other: a(2000, 'day')},
  'public-api-v2-metrics': {hobby: a(100, 'day'), core: a(100, 'hour'), other: a(500, 'hour')},
  'score-delete': {hobby: a(50, 'day'), core: a(200, 'day'), other: a(1000, 'day')},
  'trace-delete': {hobby: a(50, 'day'), core: a(200, 'day'), other: a(1000, 'day')},
} as const satisfies Record<string, RateClassInfo>

/** A rate class, `none` for what is not limited, `unknown` for what no endpoint of ours describes. */
export type Rate = keyof typeof RATE_CLASSES | 'none' | 'unknown'

function infoOf(rate: Rate): RateClassInfo {
  return rate === 'none' || rate === 'unknown' ? {} : RATE_CLASSES[rate]
}

/** Whether the class has a budget for hours or days: the next call may be allowed only much later. */
export function hasLongBudget(rate: Rate): boolean {
  const {hobby, core, other} = infoOf(rate)
  return [hobby, core, other].some((limit) => limit !== undefined && limit.per !== 'minute')
}

function count(limit: RateLimit, before?: RateLimit): string {
  const calls = limit.calls.toLocaleString('en-US')
  return limit.per === before?.per ? calls : `${calls} ${limit.per === 'hour' ? 'an' : 'a'} ${limit.per}`
}

/** A rate for people: `public-api: 30 a minute on Hobby, 1,000 on other plans`. */
export function rateText(rate: Rate): string {
  if (rate === 'none') return 'not limited'
  if (rate === 'unknown') return rate
  const {hobby, core, other, also} = infoOf(rate)
  if (!other) return `${rate}: not limited`
  const texts = [
    ...(hobby ? [`${count(hobby)} on Hobby`] : []),
    ...(core ? [`${count(core, hobby)} on Core`] : []),
    `${count(other, core ?? hobby)} on ${hobby ? 'other' : 'all'} plans`,
  ]
  const more = also === undefined ? '' : `, and ${rateText(also as Rate)}`
  return `${rate}: ${texts.join(', ')}${more}`
}
