import * as z from 'zod'
import {isObject} from '../../api/json/object.js'
import {type ApiDocument, lookUp} from './document.js'
import {type Shape, type ShapeField, ShapeReader} from './shape.js'

/** An operation of a server, as a list shows it. */
export interface ApiOperation {
  method: string
  /** With its parameters in braces: `/api/public/v2/prompts/{promptName}`. */
  path: string
  operationId: string
  tag: string
  /** One sentence. */
  summary: string
  description: string
  deprecated: boolean
}

/** A value in the path, the query or a header. */
export interface ApiParameter extends ShapeField {
  in: string
}

/** What an operation can answer. */
export interface ApiAnswer {
  status: string
  description: string
  shape?: Shape
}

/** All that a document says of an operation. */
export interface ApiDetail {
  parameters: ApiParameter[]
  body?: {required: boolean; contentType: string; shape: Shape}
  answers: ApiAnswer[]
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

const text = z.string().catch('')
const flag = z.boolean().catch(false)
const media = z.record(z.string(), z.object({schema: z.unknown().optional()}).catch({schema: undefined})).catch({})

const operationNode = z.preprocess(
  (value) => (isObject(value) ? value : {}),
  z.object({
    operationId: text,
    summary: text,
    description: text,
    deprecated: flag,
    tags: z.array(z.string()).catch([]),
    parameters: z.array(z.unknown()).catch([]),
    requestBody: z.unknown().optional(),
    responses: z.record(z.string(), z.unknown()).catch({}),
  }),
)

const parameterNode = z.object({
  name: text,
  in: text,
  required: flag,
  description: text,
  schema: z.unknown().optional(),
})
const bodyNode = z.object({required: flag, content: media}).catch({required: false, content: {}})
const answerNode = z.object({description: text, content: media}).catch({description: '', content: {}})

const DEPRECATION = /^\W*deprecated\b/i

/** The first sentence that says what the operation does. */
function summaryOf(summary: string, description: string): string {
  const paragraphs = (summary || description)
    .split(/\n\s*\n/)
    .map((one) => one.replaceAll('**', '').replaceAll(/\s+/g, ' ').trim())
  const telling = paragraphs.find((one) => one !== '' && !DEPRECATION.test(one)) ?? paragraphs[0] ?? ''
  return telling.replace(/(?<!\be\.g|\bi\.e)[.:](?: .*)?$/, '')
}

function trimmed(told: string): string {
  return told.replaceAll('\r\n', '\n').trim()
}

/** All operations of a document, in its order. */
export function operationsOf({paths}: ApiDocument): ApiOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, value]): ApiOperation[] => {
      if (!METHODS.includes(method.toLowerCase())) return []
      const {operationId, summary, description, tags, deprecated} = operationNode.parse(value)
      const [short, long] = [trimmed(summary), trimmed(description)]
      const told = long.startsWith(short) ? long : [short, long].filter(Boolean).join('\n\n')
      return [
        {
          method: method.toUpperCase(),
          path,
          operationId,
          tag: tags[0] ?? '',
          summary: summaryOf(short, long),
          description: told,
          deprecated: deprecated || [short, long].some((one) => DEPRECATION.test(one)),
        },
      ]
    }),
  )
}

function target(document: ApiDocument, value: unknown): unknown {
  const reference = z.object({$ref: z.string()}).safeParse(value)
  return reference.success ? lookUp(document, reference.data.$ref) : value
}

function bodyOf(document: ApiDocument, value: unknown, shapes: ShapeReader): Pick<ApiDetail, 'body'> {
  const {required, content} = bodyNode.parse(target(document, value))
  const all = Object.entries(content)
  const first = all.find(([type]) => type === 'application/json') ?? all[0]
  return first ? {body: {required, contentType: first[0], shape: shapes.read(first[1].schema)}} : {}
}

function answersOf(document: ApiDocument, responses: Record<string, unknown>, shapes: ShapeReader): ApiAnswer[] {
  return Object.entries(responses).map(([status, value]) => {
    const {description, content} = answerNode.parse(target(document, value))
    const [first] = Object.values(content)
    const {schema} = first ?? {}
    const told = isObject(schema) && Object.keys(schema).length > 0
    return {status, description: description.trim(), ...(told ? {shape: shapes.read(schema)} : {})}
  })
}

/** What a document says of one of its operations; every reference is followed. */
export function detailOf(document: ApiDocument, {method, path}: Pick<ApiOperation, 'method' | 'path'>): ApiDetail {
  const methods = document.paths[path] ?? {}
  const key = Object.keys(methods).find((one) => one.toUpperCase() === method) ?? ''
  const node = operationNode.parse(methods[key])
  const ofPath = z.array(z.unknown()).catch([]).parse(methods.parameters)
  const shapes = new ShapeReader(document)
  const parameters = [...ofPath, ...node.parameters].flatMap((value): ApiParameter[] => {
    const {success, data} = parameterNode.safeParse(target(document, value))
    if (!success) return []
    const {name, required, description, schema} = data
    return [{name, in: data.in, required, ...shapes.read(schema), ...(description ? {description} : {})}]
  })
  return {
    parameters,
    ...bodyOf(document, node.requestBody, shapes),
    answers: answersOf(document, node.responses, shapes),
  }
}
