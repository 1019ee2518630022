import * as z from 'zod'
import {jsonBytes} from '../http/request.js'
import {text, trimmed} from '../operation/fields.js'
import {defineRoutes} from '../operation/routes.js'

const BODY_BYTES = 16 * 1024

const routes = defineRoutes({
  limits: {
    rate: 'feedback',
    plan: 'Langfuse Cloud, or a self-hosted server that is set up for it',
    since: '4.0.0',
    maxBody: BODY_BYTES,
  },
})

/** Goes on to the vendor; self-hosted servers usually answer 409, because they have nowhere to send it. */
export const submit = routes.post('/api/public/feedback', {
  changes: (body) => ['target', 'feedback', 'goal'].flatMap((field) => trimmed(field, body[field])),
  body: z
    .strictObject({
      targetType: z
        .enum(['skill', 'mcp-tool', 'cli', 'docs', 'public-api', 'other'])
        .describe('Kind of thing that it is about'),
      target: z
        .string()
        .min(1)
        .max(200, 'at most 200 characters')
        .describe('Its name: a command, a route, the path of a page'),
      feedback: text('What you have to say', (schema) =>
        schema.min(1, 'is empty').max(3000, 'at most 3000 characters'),
      ),
      goal: text('What you wanted to do', (schema) =>
        schema.min(1, 'is empty').max(1500, 'at most 1500 characters'),
      ).optional(),
      referenceUrl: z
        .string()
        .max(2048, 'at most 2048 characters')
        .regex(/^https?:\/\//, 'must begin with http:// or https://')
        .describe('Page that says more')
        .optional(),
    })
    .refine((body) => jsonBytes(body) <= BODY_BYTES, {
      path: ['feedback'],
      error: 'all together is more than the 16 KB that the server takes',
    }),
  response: z.looseObject({id: z.string()}),
})
