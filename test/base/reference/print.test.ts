import {describe, expect, it} from 'vitest'
import {serverOperations} from '../../../src/base/reference/operations.js'
import {referencePage} from '../../../src/base/reference/print.js'
import {documentOf, OPERATIONS, OWN, operationOf} from './fixture.js'

function page(method: string, path: string, columns = 80, operations = OPERATIONS): string {
  return referencePage(operationOf(method, path, operations), {columns, hard: true})
}

describe('the page of an operation', () => {
  it('has its command, parameters and answers', () => {
    expect(page('GET', '/v2/prompts')).toMatchInlineSnapshot(`
      "GET /api/public/v2/prompts
      prompts_list · Prompts

      COMMAND
        langfuse prompts list
        help  langfuse prompts list --help
        keys  the keys of a project
        rate  prompts: not limited

      List the names of prompts

      PARAMETERS
        page           integer, in query, default: 1.
        fromUpdatedAt  string (date-time), in query. Changed since

      ANSWERS
        200: object.
          data              object[].
          data[].name       string.
          data[].versions   integer[].
          data[].updatedAt  string (date-time).
          meta              object.
      "
    `)
  })

  it('names no other server', () => {
    expect(page('GET', '/health')).toContain('\n  langfuse health --fail-if-no-recent-events\n  help ')
  })

  it('does not call parameters null, which no query can say', () => {
    expect(page('GET', '/v2/prompts/{promptName}')).toContain('\n  label       string, in query.\n')
  })

  it('has its command before what the document says of it', () => {
    expect(page('GET', '/v2/prompts/{promptName}')).toMatch(
      /^GET .*\nprompts_get · Prompts\n\nCOMMAND\n(?: .*\n)+\nGet a prompt: .*\n\nWithout version/,
    )
  })

  it('has the forms of a body', () => {
    expect(page('POST', '/v2/prompts').split('\nBODY\n')[1]).toMatchInlineSnapshot(`
      "  application/json, required, one of: type chat, CreateTextPrompt.

        with type chat:
          type              string, required, always chat.
          name              string, required.
          prompt            object[], required.
          prompt[].role     string, required, one of: system, user, assistant.
          prompt[].content  string, required.
          labels            string[], or null. Labels of this version

        with CreateTextPrompt:
          name              string, required.
          prompt            string, required.

      ANSWERS
        200: object.
          name     string.
          version  integer.
          config   any, or null.
        400, 404
      "
    `)
  })

  it('has the line of langfuse api where there is no command', () => {
    expect(page('POST', '/v2/things')).toMatchInlineSnapshot(`
      "POST /api/public/v2/things
      things_create · Things

      COMMAND
        langfuse api POST /v2/things -f name=… -F size=1

      Create a thing, for which there is no command

      BODY
        application/json, required.
        name         string, required.
        size         integer, required.
        owner        object.
        owner.id     string, required.
        owner.names  map of string.

      ANSWERS
        200
      "
    `)
  })

  it('cuts what contains itself', () => {
    expect(page('GET', '/folders').split('\nANSWERS\n')[1]).toMatchInlineSnapshot(`
      "  200: object.
          name     string.
          parent   Folder, or null, not shown again.
          folders  Folder[], not shown again.
      "
    `)
  })

  it('says what took its place', () => {
    expect(page('GET', '/v2/scores')).toContain('\nDeprecated: use GET /api/public/v3/scores\n')
    expect(page('GET', '/sessions')).toContain('\nDeprecated: use GET /api/public/v2/observations\n')
  })

  it('has arguments and flags where no server was asked', () => {
    const text = page('GET', '/v2/prompts/{promptName}', 80, OWN)
    expect(text).toContain('\nARGUMENTS\n  PROMPT-NAME  text, required.')
    expect(text).toMatch(/\nFLAGS\n {2}--version +number\. /)
  })

  it.each([20, 40, 79, 80])('is not wider than %i columns', (columns) => {
    for (const operation of OPERATIONS) {
      const wide = referencePage(operation, {columns, hard: true})
        .split('\n')
        .filter(
          (line) => line.length > columns && !line.startsWith('  langfuse') && !/^ {4}(\S+|".*")( \\)?$/.test(line),
        )
      expect(wide).toEqual([])
    }
  })
})

describe('text of a server', () => {
  it('is not obeyed', async () => {
    const red = '\u001b[31m\u0007'
    const text = JSON.stringify({
      paths: {
        [`/a${red}`]: {
          post: {
            operationId: red,
            tags: [red],
            description: `${red}\n\n\u202e${red}`,
            parameters: [{name: red, in: red, description: red, schema: {type: red, enum: [red]}}],
            requestBody: {content: {[red]: {schema: {properties: {[red]: {description: red}}}}}},
            responses: {[red]: {description: red}},
          },
        },
      },
    })
    const [operation] = serverOperations(await documentOf(text), OWN)
    const shown = operation ? referencePage(operation, {columns: 40, hard: true}) : ''
    expect(shown).toContain('␛[31m␇')
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })

  it('can be anything anywhere', async () => {
    const strange = [null, 1, 'text', [], [1], {}, {$ref: 1}, {$ref: 'https://example.com'}, {type: 7, properties: [1]}]
    const operation = (value: unknown) => ({
      operationId: value,
      tags: value,
      parameters: [value, {name: 'a', in: 'query', schema: value}],
      requestBody: {content: {'application/json': {schema: {type: 'object', properties: {a: value}}}}},
      responses: {200: value, 201: {content: {'application/json': {schema: value}}}},
    })
    const paths = Object.fromEntries(
      strange.flatMap((value, index) => [
        [`/a${index}`, {get: operation(value), parameters: value}],
        [`/b${index}`, {get: value}],
      ]),
    )
    const operations = serverOperations(await documentOf({paths}), OWN)
    expect(operations).toHaveLength(13)
    for (const one of operations.filter(({path}) => path.startsWith('/a'))) {
      expect(referencePage(one, {columns: 80, hard: true})).toMatch(/\nPARAMETERS\n(.|\n)* in query\.\n(.|\n)*\nBODY\n/)
    }
  })
})
