import type {Json} from '../store/json.js'

function sumOf(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

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

type Aggregate = (known: unknown[], bins: number) => Json

function ofNumbers(of: (sorted: number[], bins: number) => Json): Aggregate {
  return (known, bins) =>
    known.length === 0
      ? null
      : of(
          known.map(Number).sort((a, b) => a - b),
          bins,
        )
}

function ofQuantile(share: number): Aggregate {
  return ofNumbers((sorted) => quantile(sorted, share))
}

const AGGREGATES: Record<string, Aggregate> = {
  sum: ofNumbers(sumOf),
  avg: ofNumbers((sorted) => sumOf(sorted) / sorted.length),
  count: (known) => known.length,
  max: ofQuantile(1),
  min: ofQuantile(0),
  p50: ofQuantile(0.5),
  p75: ofQuantile(0.75),
  p90: ofQuantile(0.9),
  p95: ofQuantile(0.95),
  p99: ofQuantile(0.99),
  histogram: ofNumbers(histogram),
  uniq: (known) => new Set(known).size,
}

/** How values become one, in the order of the server's error message. */
export const AGGREGATIONS = Object.keys(AGGREGATES)

/** One number for many values; null where there is nothing to aggregate. Missing values do not count. */
export function aggregate(aggregation: string, values: unknown[], bins = 10): Json {
  const known = values.filter((value) => value !== null && value !== undefined && value !== '')
  return AGGREGATES[aggregation]?.(known, bins) ?? null
}
