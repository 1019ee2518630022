import * as media from '../../api/resources/media/endpoints.js'
import {action} from '../../base/command/action.js'

export default action(media.update, {
  summary: 'Report how the upload of a media file went',
  phrases: ['the picture is uploaded now', 'report a finished upload'],
  description: 'A failed upload is reported too. Media without a report is not shown.',
  examples: [
    'ekFCNWwej6ddUkwgQ1auxa --uploaded-at now --upload-http-status 200 --upload-time-ms 12',
    'ekFCNWwej6ddUkwgQ1auxa --uploaded-at now --upload-http-status 403 --upload-http-error "Access denied"',
  ],
  done: (_, args) => `Reported the upload of media ${args.mediaId}`,
})
