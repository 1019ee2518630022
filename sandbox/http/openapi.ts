import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {RecordedRequest, Reply} from './call.js'

const text = readFileSync(join(import.meta.dirname, 'openapi.yml'), 'utf8')
const etag = `W/"${createHash('sha1').update(text).digest('hex')}"`

/** `GET /generated/api/openapi.yml`, a static file: open to everybody, 304 for those who have it. */
export function openapi({method, headers}: RecordedRequest): Reply {
  const caching = {etag, 'cache-control': 'public, max-age=0', 'last-modified': 'Fri, 20 Nov 2026 09:00:00 GMT'}
  if (method !== 'GET' && method !== 'HEAD')
    return {status: 405, text: 'Method Not Allowed', headers: {allow: 'GET, HEAD'}}
  if (headers['if-none-match'] === etag) return {status: 304, headers: caching}
  return {status: 200, text, headers: {'content-type': 'text/yaml; charset=utf-8', ...caching}}
}
