import * as blobStorage from '../../api/resources/blob-storage.js'
import {get} from '../../base/command/get.js'

export default get(blobStorage.status, {
  summary: 'Show how the export of a project to blob storage stands',
  phrases: ['did the last export to the bucket work?', 'status of the blob storage export'],
  description: 'The settings themselves are shown by `blob-storage list`.',
  examples: ['prj-1', 'prj-1 --columns syncStatus -o tsv'],
})
