/** The prompts of the demo project by their folders: 30 in all. */
export const folders: Record<string, string[]> = {
  '': ['tone-of-voice', 'language-detect', 'summarize', 'title-from-text', 'redact-pii', 'translate'],
  support: ['triage', 'refund', 'shipping-delay', 'cancel-subscription', 'escalate', 'apologise'],
  'support/triage': ['by-urgency', 'by-team', 'by language'],
  sales: ['qualify-lead', 'follow-up', 'objections', 'pricing-question'],
  evals: ['helpfulness', 'toxicity', 'groundedness', 'conciseness'],
  rag: ['rewrite-query', 'answer-with-sources', 'no-answer', 'rerank'],
  'internal/größe': ['release-notes', '日報', 'stand-up 100%'],
}

/** Models that prompts and runs name. */
export const models = ['gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4', 'gemini-2.0-flash']

/** What customers ask about. */
export const topics = [
  ...['orders', 'refunds', 'shipping', 'invoices'],
  ...['subscriptions', 'passwords', 'data export', 'discounts'],
]

/** How they ask. */
export const questions = [
  'Where is my order?',
  'How do I get my money back?',
  'Can I change the delivery address?',
  'Why was I charged twice?',
  'How can I cancel?',
  'I cannot log in any more.',
  'Can you send me all my data?',
  'Is there a discount for students?',
  'What does error 1042 mean?',
]

/** The text of a number, over and over again. */
export function at(texts: readonly string[], number: number): string {
  return texts[number % texts.length] ?? ''
}
