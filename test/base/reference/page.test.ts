import {describe, expect, it} from 'vitest'
import {readDocument} from '../../../src/base/reference/document.js'
import {aboutOf, fieldLines, layOutFields} from '../../../src/base/reference/fields.js'
import {ownReference, type Reference, serverReference} from '../../../src/base/reference/item.js'
import {referencePage} from '../../../src/base/reference/page.js'
import {ShapeReader} from '../../../src/base/reference/shape.js'
import {wrap, wrapCommand} from '../../../src/base/reference/wrap.js'
import {CATALOG, DOCUMENT} from './fixture.js'

const reference = serverReference(DOCUMENT, CATALOG)

function page(method: string, path: string, columns = 80, from: Reference = reference): string {
  const operation = from.operations.find((one) => one.method === method && one.path === path)
  if (!operation) throw new Error(`no ${method} ${path}`)
  return referencePage(from.whole(operation), {columns, strict: true})
}

describe('the page of an operation', () => {
  it('has its command, parameters and answers', () => {
    expect(page('GET', '/api/public/v2/prompts')).toMatchInlineSnapshot(`
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
    expect(page('GET', '/api/public/health')).toContain('\n  langfuse health --fail-if-no-recent-events\n  help ')
  })

  it('does not call parameters null, which no query can say', () => {
    expect(page('GET', '/api/public/v2/prompts/{promptName}')).toContain('\n  label       string, in query.\n')
  })

  it('has its command before what the document says of it', () => {
    expect(page('GET', '/api/public/v2/prompts/{promptName}')).toMatch(
      /^GET .*\nprompts_get · Prompts\n\nCOMMAND\n(?: .*\n)+\nGet a prompt: .*\n\nWithout version/,
    )
  })

  it('has the forms of a body', () => {
    expect(page('POST', '/api/public/v2/prompts').split('\nBODY\n')[1]).toMatchInlineSnapshot(`
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
    expect(page('POST', '/api/public/v2/things')).toMatchInlineSnapshot(`
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
    expect(page('GET', '/api/public/folders').split('\nANSWERS\n')[1]).toMatchInlineSnapshot(`
      "  200: object.
          name     string.
          parent   Folder, or null, not shown again.
          folders  Folder[], not shown again.
      "
    `)
  })

  it('says what took its place', () => {
    expect(page('GET', '/api/public/v2/scores')).toContain('\nDeprecated: use GET /api/public/v3/scores\n')
    expect(page('GET', '/api/public/sessions')).toContain('\nDeprecated: use GET /api/public/v2/observations\n')
  })

  it('has arguments and flags where no server was asked', () => {
    const text = page('GET', '/api/public/v2/prompts/{promptName}', 80, ownReference(CATALOG))
    expect(text).toContain('\nARGUMENTS\n  PROMPT-NAME  text, required.')
    expect(text).toMatch(/\nFLAGS\n {2}--version +number\. /)
  })

  it.each([20, 40, 79, 80])('is not wider than %i columns', (columns) => {
    for (const {method, path} of reference.operations) {
      const wide = page(method, path, columns)
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
    const strange = serverReference(await readDocument(text), CATALOG)
    const [operation] = strange.operations
    const shown = operation ? referencePage(strange.whole(operation), {columns: 40, strict: true}) : ''
    expect(shown).toContain('␛[31m␇')
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })
})

describe('a field', () => {
  it('has its bounds, and whether it may be null', () => {
    const schema = {type: 'integer', minimum: 0, maximum: 100, nullable: true}
    expect(aboutOf(new ShapeReader(DOCUMENT).read(schema))).toBe('integer, or null, at least 0, at most 100.')
  })
})

describe('text in lines', () => {
  it('keeps its lines, and hangs the items of lists', () => {
    const text = 'One of:\n- the first of two or three\n  1. below it there is more\n```\n{ "a":  1 }\n```'
    expect(wrap(text, {columns: 18, strict: true})).toEqual([
      'One of:',
      '- the first of two',
      '  or three',
      '  1. below it',
      '     there is more',
      '```',
      '{ "a":  1 }',
      '```',
    ])
  })

  it('of a field keeps them too, and fields after forms stand apart', () => {
    const one = {type: 'object', schema: 'One', fields: [{name: 'b', required: false, type: 'string'}]}
    const two = {...one, schema: 'Two'}
    const fields = [
      {name: 'a', required: true, type: 'one', variants: [one, two], description: '- x\n- y'},
      {name: 'c', required: false, type: 'string', description: 'Or:\n\n- z'},
    ]
    const lines = layOutFields(fieldLines({type: 'object', fields}, {depth: 9}), {columns: 80, strict: true})
    expect(lines).toEqual([
      '  a      one, required, one of: One, Two.',
      '         - x',
      '         - y',
      '',
      '  a with One:',
      '    a.b  string.',
      '',
      '  a with Two:',
      '    a.b  string.',
      '',
      '  c      string. Or:',
      '',
      '         - z',
    ])
  })
})

describe('a command line', () => {
  it('is broken between its words, as shells take it', () => {
    const line = `langfuse prompts create --name 'a b c' --prompt "say \\"hello you\\" now" --label x`
    expect(wrapCommand(line, {columns: 40, strict: true}, 2).join('\n')).toMatchInlineSnapshot(`
      "langfuse prompts create --name \\
        'a b c' --prompt \\
        "say \\"hello you\\" now" --label x"
    `)
  })
  it('keeps an apostrophe that is quoted', () => {
    const line = "langfuse api GET '/o'\\''brien/a b' -H 'X-Trace: VALUE'"
    expect(wrapCommand(line, {columns: 22, strict: true}, 2)).toEqual([
      'langfuse api GET \\',
      "  '/o'\\''brien/a b' \\",
      '  -H \\',
      "  'X-Trace: VALUE'",
    ])
  })

  it('stays whole where it is not read on a terminal', () => {
    const line = 'langfuse prompts create --name greet'
    expect(wrapCommand(line, {columns: 20, strict: false}, 2)).toEqual([line])
  })
})
