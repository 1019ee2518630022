/** The YAML writer, in a file of its own so that it is loaded only when needed: a bundled `import('yaml')` has no named exports. */
export {stringify} from 'yaml'
