/** Folders of the demo project and the prompts in them: 30 in all. */
export const folders: {folder: string; prompts: string[]}[] = [
  {
    folder: '',
    prompts: ['tone-of-voice', 'language-detect', 'summarize', 'title-from-text', 'redact-pii', 'translate'],
  },
  {folder: 'support', prompts: ['triage', 'refund', 'shipping-delay', 'cancel-subscription', 'escalate', 'apologise']},
  {folder: 'support/triage', prompts: ['by-urgency', 'by-team', 'by language']},
  {folder: 'sales', prompts: ['qualify-lead', 'follow-up', 'objections', 'pricing-question']},
  {folder: 'evals', prompts: ['helpfulness', 'toxicity', 'groundedness', 'conciseness']},
  {folder: 'rag', prompts: ['rewrite-query', 'answer-with-sources', 'no-answer', 'rerank']},
  {folder: 'internal/größe', prompts: ['release-notes', '日報', 'stand-up 100%']},
]

/** What customers ask about. */
export const topics = [
  'orders',
  'refunds',
  'shipping',
  'invoices',
  'subscriptions',
  'passwords',
  'data export',
  'discounts',
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
