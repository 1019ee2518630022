import type {Json} from '../store/json.js'

/** How values become one. */
export const AGGREGATIONS = [
  ...(['sum', 'avg', 'count', 'max', 'min', 'p50', 'p75'] as const),
  ...(['p90', 'p95', 'p99', 'histogram', 'uniq'] as const),
]

/** One of the aggregations. */
export type Aggregation = (typeof AGGREGATIONS)[number]

function quantile(sorted: number[], share: number): number {
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

/** Bars of equal width: lower edge, upper edge, height. */
function histogram(sorted: number[], bins: number): number[][] {
  const low = sorted[0] ?? 0
  const width = ((sorted.at(-1) ?? 0) - low) / bins || 1
  const heights = Array.from({length: bins}, () => 0)
  for (const value of sorted) {
    const bar = Math.min(bins - 1, Math.floor((value - low) / width))
    heights[bar] = (heights[bar] ?? 0) + 1
  }
  const bars = heights.map((height, bar) => [low + bar * width, low + (bar + 1) * width, height])
  return bars.filter(([, , height]) => height !== 0)
}

const SHARES: Partial<Record<Aggregation, number>> = {p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99}

/** One number for many values; null where there is nothing to aggregate. Missing values do not count. */
export function aggregate(aggregation: Aggregation, values: unknown[], bins = 10): Json {
  const known = values.filter((value) => value !== null && value !== undefined && value !== '')
  if (aggregation === 'count') return known.length
  if (aggregation === 'uniq') return new Set(known).size
  const numbers = known.map(Number).sort((a, b) => a - b)
  if (numbers.length === 0) return null
  const sum = numbers.reduce((total, value) => total + value, 0)
  if (aggregation === 'sum') return sum
  if (aggregation === 'avg') return sum / numbers.length
  if (aggregation === 'min') return numbers[0] ?? null
  if (aggregation === 'max') return numbers.at(-1) ?? null
  if (aggregation === 'histogram') return histogram(numbers, bins)
  return quantile(numbers, SHARES[aggregation] ?? 0.5)
}
