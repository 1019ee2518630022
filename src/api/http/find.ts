import type * as z from 'zod'
import type {Endpoint, Input} from '../operation/endpoint.js'
import type {Client} from './client.js'
import {ApiError} from './errors.js'

/** What an operation answers with; undefined where there is no such thing. @throws what `client.request` throws else */
export async function find<T extends Endpoint>(
  client: Client,
  operation: T,
  input: Input,
): Promise<z.output<T['response']> | undefined> {
  try {
    return (await client.request(operation, input)).data
  } catch (error) {
    if (error instanceof ApiError && error.status === 404 && !error.missingRoute) return undefined
    throw error
  }
}
