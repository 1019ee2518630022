import * as blobStorage from '../../api/resources/blob-storage.js'
import {list} from '../../base/command/list.js'

export default list(blobStorage.list, {
  summary: 'List the exports to blob storage, one a project at most',
  phrases: ['list the exports to blob storage', 'which buckets do we export to?'],
  examples: ['', '--json'],
  columns: [
    {path: 'projectId', header: 'project'},
    'type',
    {path: 'bucketName', header: 'bucket', kind: 'id'},
    'prefix',
    {path: 'exportFrequency', header: 'frequency'},
    'enabled',
    {path: 'lastSyncAt', header: 'last sync'},
    {path: 'lastError', header: 'last error'},
  ],
})
