import {describe, expect, it} from 'vitest'
import {readIds} from '../../../src/base/input/ids.js'

const KEYS = ['id', 'traceId']
const read = (text: string) => readIds(text, 'ids.txt', KEYS)

describe('readIds', () => {
  it.each([
    ['plain lines', '\uFEFFa\r\n\r\n b-1 \n', ['a', 'b-1']],
    ['awkward ids', 'a:b\nä/ö\n-7\n007\n1e5\nnull\na|b\n#1\n', ['a:b', 'ä/ö', '-7', '007', '1e5', 'null', 'a|b', '#1']],
    ['a heading', 'ID\na\n', ['a']],
    ['a heading of another name', 'traceid\r\na\r\n', ['a']],
    ['a heading alone', 'id\n', []],
    ['JSON strings', '"a,b"\n"say \\"hi\\""\n', ['a,b', 'say "hi"']],
    ['a list of strings', '["a", "b c"]', ['a', 'b c']],
    ['rows', '[\n  {"id":"a","name":"x"},\n  {"id":"b"}\n]\n', ['a', 'b']],
    ['rows of another key', '{"traceId":"a"}\n{"traceId":"b"}\n', ['a', 'b']],
    ['no rows', '[]\n', []],
    ['one object', '{\n  "id": "a"\n}\n', ['a']],
    ['YAML', '- id: a\n  name: "b: c"\n- id: "007"\n', ['a', '007']],
    ['YAML of one object', 'id: a\nname: b\n', ['a']],
  ])('takes %s', async (_, text, ids) => {
    expect(await read(text)).toEqual(ids)
  })

  it.each([
    ['a\nb\tc', 'line 2: has a tab'],
    ['id,name\na,b', 'line 1: has a comma'],
    ['\n\nTIME   ID', 'line 3: has a space'],
    ["'a'", 'line 1: has a quotation mark'],
    ['{"id":"a"}\n{"id":', 'line 2: has a quotation mark, but is not valid JSON'],
    ['a\n]', 'line 2: has a bracket'],
    ['{"id":"a"}\n{"name":"b"}', 'line 2: has no id'],
    ['{"id":"a","traceId":"t"}', 'line 1: has id and traceId'],
    ['[{"id":"a"},{"id":7}]', 'row 2: the id is not text'],
    ['[{"id":null}]', 'row 1: the id is not text'],
    ['["a",""]', 'row 2: the id is empty'],
    ['["a\\tb"]', 'row 1: the id has control characters'],
    ['[["a"]]', 'row 1: the id is not text'],
    ['- name: a\n', 'row 1: has no id'],
    ['- id: 7\n', 'row 1: the id is not text'],
    ['- id: a\n- id: [\n', 'line 3: is not valid YAML'],
    ['[\n{"id":"a"},\n', 'ids.txt is not valid JSON'],
    ['{"data":[{"id":"a"}]}', 'line 1: has no id'],
  ])('refuses %j', async (text, words) => {
    await expect(read(text)).rejects.toMatchObject({code: 'usage', message: expect.stringContaining(words)})
  })
})
