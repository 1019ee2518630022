import * as z from 'zod'
import {inputAs, moment, text} from '../../operation/fields.js'
import {identifier} from '../../operation/names.js'

/** The path parameter of one evaluator. */
export const evaluatorId = {help: 'Id of the evaluator: see evaluators list'}

/** How observations are judged: a prompt for a model, or code. Servers from 4.35 on have more fields. */
export const evaluator = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  version: z.number().nullish(),
  scope: z.string().nullish(),
  variables: z.array(z.string()).nullish(),
  evaluationRuleCount: z.number().nullish(),
  prompt: z.unknown().optional(),
  outputDefinition: z.unknown().optional(),
  modelConfig: z.unknown().optional(),
  sourceCode: z.string().nullish(),
  sourceCodeLanguage: z.string().nullish(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** What a judge can answer with. */
export const dataType = z.enum(['NUMERIC', 'BOOLEAN', 'CATEGORICAL'])

const CODE_BYTES = 256 * 1024
/** The model that judges. */
export const model = z
  .strictObject({provider: z.string(), model: z.string()})
  .nullable()
  .meta(inputAs('json', "Model that judges: {provider, model}; null or left out: the project's default"))

/** Which part of the data fills a variable of the prompt. */
export const mapped = z.strictObject({
  variable: z.string(),
  source: z.enum(['input', 'output', 'metadata', 'tool_calls', 'expected_output', 'experiment_item_metadata']),
  jsonPath: z.string().regex(/^\$/, 'a JSON path begins with "$"').nullish(),
})

/** Field `type`. */
export const type = z.enum(['llm_as_judge', 'code']).describe('A model that judges, or code')

/** Field `name`. */
export const name = identifier('Name')

/** The fields of an evaluator of type code. */
export const code = {
  sourceCode: text('Code, run for each observation (up to 256 KiB)', (schema) =>
    schema.refine((source) => new TextEncoder().encode(source).length <= CODE_BYTES, 'at most 256 KiB'),
  ).optional(),
  sourceCodeLanguage: z.enum(['PYTHON', 'TYPESCRIPT']).describe('Language of the code').optional(),
}

const NEEDED = {llm_as_judge: ['prompt', 'outputDefinition'], code: ['sourceCode', 'sourceCodeLanguage']}
const FOREIGN = {llm_as_judge: NEEDED.code, code: [...NEEDED.llm_as_judge, 'modelConfig', 'variableMapping']}

/** Checks that the fields fit the type; without a type none of them may be given. */
export function checkType(body: {type?: 'code' | 'llm_as_judge' | undefined}, context: z.RefinementCtx): void {
  const values = body as Record<string, unknown>
  const complain = (field: string, message: string) => context.addIssue({code: 'custom', path: [field], message})
  const needed = body.type ? NEEDED[body.type] : []
  const foreign = body.type ? FOREIGN[body.type] : [...FOREIGN.code, ...FOREIGN.llm_as_judge]
  for (const field of needed)
    if (values[field] === undefined) complain(field, `an evaluator of type ${body.type} needs it`)
  for (const field of foreign) {
    if (values[field] === undefined) continue
    complain(field, body.type ? `goes with another type than ${body.type}` : 'needs --type and the whole definition')
  }
}
