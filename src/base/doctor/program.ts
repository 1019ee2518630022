import {type Executable, OUR_PACKAGE, VENDOR_PACKAGE} from './executables.js'
import {type Finding, ok, warning} from './finding.js'

function owner({self, package: name, version}: Executable): string {
  if (self) return 'this program'
  if (name === OUR_PACKAGE) return `another copy of ${OUR_PACKAGE}${version ? ` ${version}` : ''}`
  if (name === VENDOR_PACKAGE) return `the vendor's ${VENDOR_PACKAGE}${version ? ` ${version}` : ''}`
  return name ? `of the package ${name}` : 'another program'
}

function named(executable: Executable): string {
  return `${executable.path} (${owner(executable)})`
}

function hintFor({package: name}: Executable): string {
  if (name === OUR_PACKAGE)
    return 'Keep one: `npm rm -g langfusectl` where the other is, or put its folder first in PATH.'
  const theirs = name === VENDOR_PACKAGE ? "; the vendor's stays as `npx langfuse-cli`" : ''
  return `This program is also called \`langfusectl\`. To give it the name: \`npm i -g langfusectl --force\`${theirs}.`
}

/** Who owns the name `langfuse`. @param own where the program that runs lies */
export function checkProgram(found: Executable[], own: string): Finding {
  const [first, ...others] = found.filter(({name}) => name === 'langfuse')
  if (!first) {
    return warning('program', `${own}; nothing on PATH is called langfuse`, 'To have it there: `npm i -g langfusectl`.')
  }
  const foreign = found.filter(({name, self}) => name === OUR_PACKAGE && !self)
  const rest = [...others, ...foreign].map(named)
  const behind = rest.length > 0 ? `; also on PATH: ${rest.join(', ')}` : ''
  if (first.self) return ok('program', `langfuse is ${first.path}, this program${behind}`)
  return warning('program', `langfuse is ${named(first)}, and this one runs from ${own}${behind}`, hintFor(first))
}
