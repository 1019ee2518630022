import type {Answer} from '../cli.js'
import {NO_OLDER, noNewer} from '../missing-routes.js'

const ORIGIN = 'http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY)'
const HTML = {
  headers: {'content-type': 'text/html; charset=utf-8'},
  body: '<!DOCTYPE html><html><body>404</body></html>',
}

/** An answer and what becomes of it. */
export interface Case {
  answer: Answer
  /** The answer to the question for the server's version, where it is asked. */
  health?: Answer
  exit: number
  code: string
  /** What message and hint together must say. */
  tells: string[]
  line?: string
}

/** What a server, or its absence, can do to us; the messages are those of real servers. */
export const CASES: [string, Case][] = [
  [
    '401',
    {
      answer: {
        status: 401,
        body: {message: "Invalid credentials. Confirm that you've configured the correct host."},
      },
      exit: 3,
      code: 'credentials',
      tells: [`${ORIGIN} answered 401: Invalid credentials.`, 'does not know this key', 'up to 5 minutes'],
    },
  ],
  [
    '403 for an organization key',
    {
      answer: {status: 403, body: {message: 'Access denied - insufficient permissions for this endpoint'}},
      exit: 3,
      code: 'credentials',
      tells: ['insufficient permissions', 'key pair of a project'],
    },
  ],
  [
    '403 of an old server for an organization key',
    {
      answer: {status: 403, body: {message: 'Access denied - need to use basic auth with secret key'}},
      exit: 3,
      code: 'credentials',
      tells: ['key pair of a project'],
    },
  ],
  [
    '403 where an organization key is needed',
    {
      answer: {
        status: 403,
        body: {error: 'Invalid API key. Organization-scoped API key required for this operation.'},
      },
      exit: 3,
      code: 'credentials',
      tells: ['needs an organization key', 'LANGFUSE_ORG_PUBLIC_KEY'],
    },
  ],
  [
    '403 of a plan',
    {
      answer: {status: 403, body: {error: 'This feature is not available on your current plan.'}},
      exit: 5,
      code: 'not_available',
      tells: ['not available on your current plan'],
    },
  ],
  [
    '403 of something else',
    {answer: {status: 403, body: {message: 'No.'}}, exit: 5, code: 'rejected', tells: ['answered 403: No.']},
  ],
  [
    '404 of a thing',
    {
      answer: {status: 404, body: {message: 'Dataset not found', error: 'LangfuseNotFoundError'}},
      exit: 8,
      code: 'not_found',
      tells: ['answered 404: Dataset not found'],
    },
  ],
  [
    '404 of a thing whose name looks like a missing route',
    {
      answer: {
        status: 404,
        body: {
          message:
            "Prompt not found: 'This endpoint is not available on deployments running in Langfuse v4 events_only mode'",
          error: 'LangfuseNotFoundError',
        },
      },
      exit: 8,
      code: 'not_found',
      tells: ['Prompt not found'],
    },
  ],
  [
    '404 of a route that server version 4 lacks',
    {
      answer: NO_OLDER,
      exit: 5,
      code: 'not_available',
      tells: ['events_only mode', 'needs a server of version 3', 'GET /api/public/v2/datasets/x'],
    },
  ],
  [
    '404 of a route that server version 3 lacks',
    {
      answer: noNewer('observations v2'),
      exit: 5,
      code: 'not_available',
      tells: ['needs a server of version 4'],
    },
  ],
  [
    '404 with a page of a Langfuse server',
    {
      answer: {status: 404, ...HTML},
      health: {body: {status: 'OK', version: '3.150.0'}},
      exit: 5,
      code: 'not_available',
      tells: [`${ORIGIN} runs Langfuse 3.150.0, which does not know GET /api/public/v2/datasets/x.`],
    },
  ],
  [
    '404 with a page of an old server',
    {
      line: 'scores list --author-user-id u',
      answer: {status: 404, ...HTML},
      health: {status: 503, body: {status: 'No database', version: '3.150.0'}},
      exit: 5,
      code: 'not_available',
      tells: [
        'runs Langfuse 3.150.0, which does not know GET /api/public/v3/scores: this command needs 3.179 or newer.',
      ],
    },
  ],
  [
    '404 with a page for a name with a slash',
    {
      line: 'comments get a/b',
      answer: {status: 404, ...HTML},
      health: {body: {status: 'OK', version: '4.16.0'}},
      exit: 5,
      code: 'not_available',
      tells: [
        'A reverse proxy',
        'GET /api/public/comments/a%2Fb does not reach Langfuse 4.16.0 as it was sent',
        'nocanon',
      ],
    },
  ],
  [
    '404 with pages only',
    {
      answer: {status: 404, ...HTML},
      health: {status: 404, ...HTML},
      exit: 5,
      code: 'not_available',
      tells: [`${ORIGIN} is no Langfuse server, or its base path is missing`, 'base path included'],
    },
  ],
  [
    '404 with a page of a host that does not say its version',
    {
      answer: {status: 404, ...HTML},
      health: {error: 'ECONNREFUSED'},
      exit: 5,
      code: 'not_available',
      tells: ['does not know GET /api/public/v2/datasets/x', 'does not answer as a Langfuse server does'],
    },
  ],
  [
    '405',
    {
      line: 'dashboards get x',
      answer: {status: 405, body: {message: 'Method not allowed', error: 'MethodNotAllowedError'}},
      health: {body: {status: 'OK', version: '3.200.1'}},
      exit: 5,
      code: 'not_available',
      tells: ['runs Langfuse 3.200.1, which does not know GET ', 'this command needs 3.216.0 or newer'],
    },
  ],
  [
    '409',
    {
      answer: {status: 409, body: {message: 'Please retry', error: 'LangfuseConflictError'}},
      exit: 5,
      code: 'rejected',
      tells: ['answered 409: Please retry'],
    },
  ],
  [
    '413',
    {
      line: `datasets create --name x --description ${'y'.repeat(1_300_000)}`,
      answer: {method: 'POST', status: 413, body: 'Body exceeded 1mb limit'},
      exit: 5,
      code: 'rejected',
      tells: ['answered 413: Body exceeded 1mb limit', 'The body has 1.2 MB; this route takes 1 MB.'],
    },
  ],
  [
    '413 for a dataset item',
    {
      line: `datasets items create --dataset-name d --input '"${'y'.repeat(5_000_000)}"'`,
      answer: {method: 'POST', status: 413, body: 'Body exceeded 4.5mb limit'},
      exit: 5,
      code: 'rejected',
      tells: ['The body has 4.8 MB; this route takes 4.5 MB.'],
    },
  ],
  [
    '503 for what must not be sent twice',
    {
      line: 'queues create --name x --score-config-id y',
      answer: {method: 'POST', status: 503, body: {message: 'Service Unavailable'}},
      exit: 5,
      code: 'rejected',
      tells: ['answered 503', 'look before you repeat it'],
    },
  ],
  [
    '422',
    {
      answer: {status: 422, body: {message: 'Please narrow your request', error: 'Request timed out'}},
      exit: 5,
      code: 'rejected',
      tells: ['Please narrow your request', 'Ask for less'],
    },
  ],
  [
    '429 past --max-wait',
    {
      answer: {status: 429, body: {message: 'Rate limit exceeded'}, headers: {'retry-after': '3600'}},
      exit: 9,
      code: 'rate_limited',
      tells: ['Rate limit exceeded', 'wait 3600 s', '--max-wait 3600'],
    },
  ],
  [
    '429 past --max-wait, told in the body',
    {
      answer: {
        status: 429,
        body: {message: 'Rate limit exceeded', code: 'rate_limited', details: {retryAfterSeconds: 61, limit: 30}},
      },
      exit: 9,
      code: 'rate_limited',
      tells: ['wait 61 s'],
    },
  ],
  [
    '500',
    {
      answer: {status: 500, body: {message: 'Internal Server Error', error: 'URI malformed'}},
      exit: 5,
      code: 'rejected',
      tells: ['answered 500: Internal Server Error'],
    },
  ],
  [
    'zod issues',
    {
      answer: {
        status: 400,
        body: {
          message: 'Invalid request data',
          error: [{code: 'too_big', path: ['limit'], message: 'Too big: expected number to be <=100'}],
        },
      },
      exit: 5,
      code: 'rejected',
      tells: ['Invalid request data: limit: Too big: expected number to be <=100'],
    },
  ],
  [
    '200 with a page',
    {
      answer: {status: 200, ...HTML},
      exit: 5,
      code: 'rejected',
      tells: ['HTML page', 'not the API', 'base path'],
    },
  ],
  [
    '200 with half an answer',
    {
      answer: {status: 200, body: '{"id": "x', headers: {'content-type': 'application/json'}},
      exit: 5,
      code: 'rejected',
      tells: [`${ORIGIN} answered 200, `, 'not whole JSON'],
    },
  ],
  [
    '200 that is no list',
    {
      line: 'datasets list',
      answer: {status: 200, body: {items: []}},
      exit: 5,
      code: 'rejected',
      tells: ['no list'],
    },
  ],
  ...['null', '42', '{"data":{}}', '{"data":[null]}'].map((body): [string, Case] => {
    const answer = {body, headers: {'content-type': 'application/json'}}
    return [
      `200 with ${body} where one is looked for`,
      {line: 'scores get x', answer, exit: 5, code: 'rejected', tells: ['no list']},
    ]
  }),
  ...['null', '42', '[]'].map((body): [string, Case] => {
    const answer = {method: 'DELETE', body, headers: {'content-type': 'application/json'}}
    const tells = ['answered 200, but not as', 'look before you repeat it']
    return [
      `200 with ${body} for a deletion`,
      {line: 'models delete x --yes', answer, exit: 5, code: 'rejected', tells},
    ]
  }),
  ...['null', '42', '[]', ''].flatMap((body): [string, Case][] => {
    const answer = {status: 200, body, headers: {'content-type': 'application/json'}}
    const tells = [`${ORIGIN} answered 200, but not as a Langfuse server does`]
    return [
      [`200 with "${body}" for a thing`, {answer, exit: 5, code: 'rejected', tells}],
      [`200 with "${body}" for health`, {line: 'health', answer, exit: 5, code: 'rejected', tells: ['but not as a']}],
      [
        `200 with "${body}" for what was created`,
        {
          line: 'queues create --name x --score-config-id y',
          answer: {...answer, method: 'POST'},
          exit: 5,
          code: 'rejected',
          tells: [...tells, 'look before you repeat it'],
        },
      ],
    ]
  }),
  [
    'a lost answer to what must not be sent twice',
    {
      line: 'queues create --name x --score-config-id y',
      answer: {method: 'POST', error: 'ECONNRESET'},
      exit: 4,
      code: 'network',
      tells: ['cut', 'look before you repeat it'],
    },
  ],
  [
    'a host that is not found',
    {answer: {error: 'ENOTFOUND'}, exit: 4, code: 'network', tells: ['no such host', 'http://langfuse.test', 'spelt']},
  ],
  ['a refused connection', {answer: {error: 'ECONNREFUSED'}, exit: 4, code: 'network', tells: ['Connection refused']}],
  ['a cut connection', {answer: {error: 'ECONNRESET'}, exit: 4, code: 'network', tells: ['cut']}],
  [
    'a certificate of nobody',
    {answer: {error: 'SELF_SIGNED_CERT_IN_CHAIN'}, exit: 4, code: 'network', tells: ['NODE_EXTRA_CA_CERTS']},
  ],
]
