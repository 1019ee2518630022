import * as media from '../../api/resources/media/endpoints.js'
import {get} from '../../base/command/get.js'

export default get(media.get, {
  summary: 'Show a media file: kind, size, and an address to load it from',
  phrases: ['where is that picture?', 'download an image of a trace', 'get a media file'],
  description: 'The address is good for an hour and needs no key. An upload that nobody reported is not shown (404).',
  examples: ['ekFCNWwej6ddUkwgQ1auxa', 'ekFCNWwej6ddUkwgQ1auxa --columns url -o tsv'],
})
