import {beforeAll, describe, expect, it} from 'vitest'
import {flagOf, PAGING} from './flags.js'
import {type Ours, readEndpoints, readOurs} from './ours.js'
import {type All, commandProblems, problems} from './problems.js'
import {readContracts, unionOf} from './theirs.js'

const union = unionOf(readContracts())
let all: All

beforeAll(async () => {
  all = {endpoints: [...(await readEndpoints()).keys()], ours: await readOurs()}
})

function flagsOf({query, body}: Ours): string[] {
  return [...query, ...body].map(({flag}) => flag)
}

/** A command without some flags. */
function withoutFlags(one: Ours, gone: string[]): Ours {
  const flags = Object.entries(one.command.flags).filter(([flag]) => !gone.includes(flag))
  return {...one, command: {...one.command, flags: Object.fromEntries(flags)}}
}

/** All as it would be if src/api had a field less: its flag is gone where no other operation of the command gives it. */
function withoutField(name: string, key: string): Ours[] {
  const fields = all.ours.map((one): Ours => {
    if (one.key !== key) return one
    const [query, body] = [one.query, one.body].map((list) => list.filter((field) => field.name !== name))
    return {...one, query: query ?? [], body: body ?? []}
  })
  return fields.map((one) => {
    const family = fields.filter(({command}) => command.id === one.command.id)
    if (!family.some((other) => other.key === key)) return one
    const others = family.filter((other) => other.key !== one.key).flatMap(flagsOf)
    const flag = flagOf(name, key)
    const kept = [...others, ...flagsOf(one)].includes(flag)
    return {...(kept ? one : withoutFlags(one, [flag])), others}
  })
}

/** Whether nobody sees that commands have changed. */
function isUnseen(ours: Ours[]): boolean {
  const changed = ours.filter((one) => !all.ours.includes(one))
  return commandProblems(changed, ours, union).length === 0
}

describe('the comparison notices when there is no more', () => {
  it('any operation', () => {
    const unseen = all.endpoints.filter((key) => {
      const endpoints = all.endpoints.filter((one) => one !== key)
      const ours = all.ours.filter((one) => one.key !== key)
      return problems({endpoints, ours}, union).length === 0
    })
    expect(unseen).toEqual([])
    expect(all.endpoints.length).toBeGreaterThan(100)
  })

  it('a command for any operation', () => {
    const unseen = all.endpoints.filter((key) => {
      const ours = all.ours.filter((one) => one.key !== key)
      return problems({...all, ours}, union).length === 0
    })
    expect(unseen).toEqual([])
  })

  it('any query parameter or field of a body', () => {
    const fields = all.ours.flatMap(({key, query, body}) => [...query, ...body].map(({name}) => ({key, name})))
    const unseen = fields.filter(({key, name}) => isUnseen(withoutField(name, key)))
    expect(unseen).toEqual([])
    expect(fields.length).toBeGreaterThan(300)
  })

  it('any flag that a command of its own operation has for them', () => {
    const flags = all.ours
      .filter(({variant}) => !variant)
      .flatMap((one) => flagsOf(one).map((flag) => ({one, flag})))
      .filter(({one, flag}) => one.command.flags[flag])
    const unseen = flags.filter(({one, flag}) => {
      return isUnseen(all.ours.map((other) => (other.key === one.key ? withoutFlags(other, [flag]) : other)))
    })
    expect(unseen.map(({one, flag}) => `${one.command.id} --${flag}`)).toEqual([])
  })

  it('any argument, and any flag of paging', () => {
    const unseen = all.ours
      .filter(({variant}) => !variant)
      .flatMap((one) => {
        const {command, key} = one
        const theirs = union.find((other) => other.key === key)?.parameters ?? []
        const paging = theirs
          .filter(({name}) => command.flags[PAGING[name] ?? ''])
          .map(({name}) => withoutFlags(one, [PAGING[name] ?? '']))
        const args = Object.keys(command.args).map((name): Ours => {
          const {[name]: _, ...rest} = command.args
          return {...one, command: {...command, args: rest}}
        })
        return [...paging, ...args]
          .map((changed) => all.ours.map((other) => (other === one ? changed : other)))
          .filter(isUnseen)
          .map(() => command.id)
      })
    expect(unseen).toEqual([])
  })
})
