export {nearest} from '../../api/errors/nearest.js'
