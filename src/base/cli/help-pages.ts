const environment = `ENVIRONMENT
  A typed flag wins over a variable, a variable over the active profile. Public
  and secret key always come from one place. An empty variable counts as unset.

SERVER AND KEYS
  LANGFUSE_BASE_URL           The server: a URL, or eu, us, jp, hipaa (--host)
  LANGFUSE_HOST               The same; LANGFUSE_BASE_URL wins
  LANGFUSE_PUBLIC_KEY         Public key of a project (--public-key)
  LANGFUSE_SECRET_KEY         Secret key of a project (--secret-key)
  LANGFUSE_ORG_PUBLIC_KEY     Public key of an organization
  LANGFUSE_ORG_SECRET_KEY     Secret key of an organization
  LANGFUSE_ADMIN_API_KEY      Admin key of a self-hosted server
  LANGFUSE_PROFILE            A saved profile (--profile)

BEHAVIOUR
  LANGFUSE_CLI_OUTPUT         Form of the output (-o): langfuse help formatting
  LANGFUSE_CLI_MAX_BYTES      The most bytes of data on stdout (--max-bytes)
  LANGFUSE_CLI_MAX_ANSWER     The most bytes of an answer, unpacked (256 MB)
  LANGFUSE_CLI_TIMEOUT        Longest time for one request: 30s, 2m (--timeout)
  LANGFUSE_CLI_RETRIES        Further tries after a failure (--retries)
  LANGFUSE_CLI_MAX_WAIT       Longest wait for a rate limit (--max-wait)
  LANGFUSE_CLI_VERBOSE        1: a line for each request on stderr (--verbose)
  LANGFUSE_CLI_DEBUG          api: headers and bodies on stderr, too
                              stack: where an error was thrown (or api,stack)
  LANGFUSE_CLI_READ_ONLY      1: refuse what writes or deletes (--read-only)
  LANGFUSE_CLI_API_VERSION    auto, 3 or 4 (--api-version): langfuse help
                              server-versions
  LANGFUSE_CLI_NO_KEYRING     1: never ask the keyring of the operating system
  LANGFUSE_CLI_HEADERS        Headers of every request, as a JSON object (-H)
  LANGFUSE_CLI_CA_CERT        Trust the CAs in this PEM file, too (--ca-cert)
  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY
                              Proxies, in capitals or not
  LANGFUSE_CLI_NO_UPDATE_NOTIFIER
                              1: never look for a newer version
  NO_COLOR, FORCE_COLOR       Colour (--color, --no-color)

  --env FILE reads server, keys and LANGFUSE_CLI_… from a file: NAME=value, with
  quotes, # comments, export. Keys that it lacks are not taken from elsewhere.
  langfuse auth status shows what is used and where it comes from; langfuse
  doctor says what is wrong with it.`

const exitCodes = `EXIT STATUS
  status  word                    when
  0                               Done
  1       internal                A bug of this program
  2       usage                   Wrong flags, values or command; nothing was
                                  sent
  3       credentials             No key, a bad profile, a key that the server
                                  refuses
  4       network                 The host cannot be reached, or no answer in
                                  time
  5       rejected,               Any other refusal; or the server does not have
          not_available           this
  6       file                    A local file cannot be used, or is out of date
  7       partial                 Finished, but something was left out; stderr
                                  says what
  8       not_found               There is no such thing on the server
  9       rate_limited            The server asks for a longer wait than
                                  --max-wait
  130     interrupted             Ctrl-C

  With --json or -o ndjson an error is one JSON object on stderr:
  {"error":{"code","message","status","hint"}}, where code is the word above and
  status is that of HTTP.

EXAMPLE
  langfuse prompts get greet --json 2> error.json || echo "exit status $?"`

const formatting = `FORMATTING
  stdout is data; notes, progress and errors go to stderr.

                       on a terminal            into a pipe
  lists                a table that fits        tsv without a header, one row a
                       the width                line
  get                  name: value lines        JSON
  create, update       one line on stderr       that line, and JSON on stdout
  delete               one line on stderr       the same

  -o FORMAT or LANGFUSE_CLI_OUTPUT settles it; --json is short for -o json.
  table     The table's columns, for people
  tsv       The same columns; tab, newline, return and \\ as \\t, \\n, \\r and \\\\
  csv       Every field; RFC 4180
  json      Every field; a list is an array
  ndjson    Every field; one object a line, written as it arrives
  yaml      Every field

  --columns name,metadata.owner   These columns or paths, in any format; a path
                                  finds keys with dots, too, and quotes make it
                                  exact: 'metadata["scope.name"]'
  --jq '{id, name}'               What jq makes of each row, or of the answer:
                                  text as it is, all else as JSON, a line each
  --max-bytes 20000               Stops after the last row that fits, status 7
  --header, --no-header           With or without a line of headings
  --color, --no-color             Colour; never in data
  -q, --quiet                     No notes on stderr

VALUES THAT YOU GIVE
  @file, -  The content of a file, or stdin, without a byte order mark
  @@text    Text that begins with one @; references (@@@langfuse…@@@) stay
  '"2"'     The text 2, where <json|text> may stand: JSON is JSON, 2 a number
  --flag=…  Any text, also one that begins with - or is spelt like a flag

TIMES THAT YOU GIVE
  24h       So long ago; the units are s, m (minutes), h, d and w
  2026-11-22, 2026-11-22T10:00, now, today, yesterday
            In local time unless a zone is given: 2026-11-22T10:00Z, …+02:00. A
            date is where that day begins: --from 2026-11-22 --to 2026-11-23 is
            one day. Tables show local time, all other formats UTC.`

const pagination = `PAGINATION
  A list shows 50 rows, and stderr says when there are more.

  --limit N        N rows in all
  --all            Every row. One page at a time is held, so that memory does
                   not grow with the rows (but a table needs them all)
  --page-size N    Rows in one request; --help says how many a list can give
  --page N         Begin with this page, of --page-size rows, else of --limit
  --cursor TEXT    Begin where an earlier answer ended, where a list has cursors

  Rate limits (429) are waited for, up to --max-wait (60s). Cut connections,
  408, 502, 503 and 504 are tried again, up to --retries times (4).

  What stops half-way never looks complete: the exit status is not 0, and stderr
  says how many rows are out and which --page or --cursor goes on.

EXAMPLES
  langfuse traces list --from 24h --all -o ndjson > traces.ndjson
  langfuse datasets items list --dataset-name support/tickets --limit 200`

const serverVersions = `SERVER VERSIONS
  Langfuse servers of version 3 and 4 have different routes for the same data:

  3                    Servers of version 3
  4, legacy mode       Version 4 that still writes as version 3 did: the routes
                       of server version 3 are complete
  4, dual mode         Routes of both versions
  4, events_only mode  Routes of server version 4 alone
  the cloud            Both; server version 4 is asked first

  traces, sessions, observations, scores, metrics, datasets runs and evaluators
  work the same on all of them, and answer in one shape: the program asks the
  route that is safe first, falls back to the other when the server does not
  have it, and remembers that for a day. --verbose shows when it falls back.

  --api-version 3 or 4, or LANGFUSE_CLI_API_VERSION, settles it. What a
  version cannot do is said in one sentence, with exit status 5.

  langfuse doctor says what a server runs.`

/** The pages of `langfuse help` that are about no command, by name; at most 80 columns wide. */
export const HELP_PAGES: Readonly<Record<string, string>> = {
  environment,
  'exit-codes': exitCodes,
  formatting,
  pagination,
  'server-versions': serverVersions,
}

/** The page that a line of `langfuse help` names; undefined when it names none. @param words what stands behind `help` */
export function helpPage(words: string[]): string | undefined {
  const [name = '', ...rest] = words.filter((word) => !word.startsWith('-'))
  return rest.length === 0 && Object.hasOwn(HELP_PAGES, name) ? HELP_PAGES[name] : undefined
}
