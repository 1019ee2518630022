import * as media from '../../api/resources/media/endpoints.js'
import {action} from '../../base/command/action.js'

export default action(media.uploadUrl, {
  summary: 'Ask where to upload a media file',
  phrases: ['where can I upload a picture for that trace?', 'attach an image or audio file'],
  description:
    'PUT the bytes to the answered address within the hour, without keys, with the same Content-Type and the headers x-amz-checksum-sha256 (the hash) and x-ms-blob-type: BlockBlob; then say so with `media update`. Without an address the bytes are stored already.',
  examples: [
    '--trace-id 0a1b2c3d --field input --content-type image/png --content-length 80 --sha256-hash ekFCNWwej6ddUkwgQ1auxaMlZ9C6ensPHYduV4nWTVg=',
    '--dataset-id dataset-1 --dataset-item-id ticket-1042 --field expectedOutput --content-type application/pdf --content-length 52113 --sha256-hash ekFCNWwej6ddUkwgQ1auxaMlZ9C6ensPHYduV4nWTVg=',
  ],
  done: ({mediaId, uploadUrl}) =>
    uploadUrl
      ? `Media ${mediaId} waits for its bytes: PUT them to uploadUrl, then \`media update\``
      : `Media ${mediaId} is stored already: nothing to upload`,
})
