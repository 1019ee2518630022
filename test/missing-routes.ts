import type {Answer} from './cli.js'

/** What a server of version 4 in events_only mode answers on the routes of version 3. */
export const NO_OLDER = {
  status: 404,
  body: {
    message:
      'This endpoint is not available on deployments running in Langfuse v4 events_only mode. Learn more about Langfuse v4 at: https://langfuse.com/docs/v4',
  },
} satisfies Answer

/** What a server of version 3 answers on the routes of version 4: of `metrics v2`, `observations v2` or `experiments`. */
export function noNewer(api: string) {
  const message = `The ${api} API is only available in a Langfuse v4 write mode. Learn more at: https://langfuse.com/docs/v4`
  return {status: 404, body: {message, error: 'LangfuseNotFoundError'}} satisfies Answer
}
