import {createClient} from '../../src/api/http/client.js'
import {ApiError} from '../../src/api/http/errors.js'
import type {Input, Operation} from '../../src/api/operation/endpoint.js'
import * as datasets from '../../src/api/resources/datasets/endpoints.js'
import * as items from '../../src/api/resources/datasets/items.js'
import * as prompts from '../../src/api/resources/prompts.js'
import {normalizeHost} from '../../src/base/account/host.js'
import type {Server} from './stage.js'
import type {Cast} from './story.js'

const NAME = 'langfusectl-demo'

/** The names that the story uses on somebody's server. */
export const LIVE_CAST: Cast = {
  newPrompt: `${NAME}/greeting`,
  oldPrompt: `${NAME}/triage`,
  dataset: NAME,
  items: 120,
}

/** The server that the environment names; undefined when a variable is missing. */
export function serverOf(env: NodeJS.ProcessEnv): Server | undefined {
  const host = env.LANGFUSE_BASE_URL || env.LANGFUSE_HOST
  const {LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey} = env
  return host && publicKey && secretKey ? {host: normalizeHost(host), publicKey, secretKey} : undefined
}

/** What the story leaves on a server while it runs, and how it goes away. */
export interface Traces {
  prepare: (signal: AbortSignal) => Promise<void>
  /** Deletes prompts and items; a dataset cannot be deleted. What is gone already is no failure. */
  remove: () => Promise<void>
}

function itemIds(): string[] {
  return Array.from({length: LIVE_CAST.items}, (_, index) => `${NAME}-${String(index + 1).padStart(3, '0')}`)
}

/** What has to be on the server before the story, and must not be there after it. Rate limits are waited for. */
export function liveTraces({host, publicKey, secretKey}: Server): Traces {
  const basic = `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`
  const client = createClient({
    host,
    originFor: () => host,
    authorize: async () => basic,
    timeoutMs: 30_000,
    retry: {retries: 4, maxWaitMs: 60_000},
    userAgent: 'langfusectl/demo',
  })

  async function removeIfThere(operation: Operation, input: Input): Promise<void> {
    try {
      await client.send(operation, input)
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error
    }
  }

  async function removePrompts(): Promise<void> {
    for (const promptName of [LIVE_CAST.newPrompt, LIVE_CAST.oldPrompt]) {
      await removeIfThere(prompts.remove, {params: {promptName}})
    }
  }

  return {
    prepare: async (signal) => {
      await removePrompts()
      await client.send(prompts.create, {
        body: {name: LIVE_CAST.oldPrompt, type: 'text', prompt: 'Which team should answer?', labels: ['production']},
      })
      await client.send(datasets.create, {body: {name: NAME, description: 'Made by the demo of langfusectl'}})
      for (const [index, id] of itemIds().entries()) {
        signal.throwIfAborted()
        await client.send(items.create, {
          body: {
            datasetName: NAME,
            id,
            input: {question: `What is 7 × ${index + 1}?`},
            expectedOutput: 7 * (index + 1),
          },
        })
      }
    },
    remove: async () => {
      await removePrompts()
      for (const id of itemIds()) await removeIfThere(items.remove, {params: {id}})
    },
  }
}
