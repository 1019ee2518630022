import * as blobStorage from '../../api/resources/blob-storage.js'
import {remove} from '../../base/command/remove.js'

export default remove(blobStorage.remove, {
  summary: 'End the export of a project to blob storage',
  phrases: ['stop the export to S3', 'end the scheduled export to a bucket'],
  description: 'The settings go; files that were exported stay.',
  examples: ['prj-1 --yes'],
  what: ({id}) => `the blob storage export of project ${id}`,
})
