export {nearest} from '../../api/nearest.js'
