import {readAllRows} from '../../api/paging/read-all.js'
import * as blobStorage from '../../api/resources/blob-storage.js'
import {action} from '../../base/command/action.js'

export default action(blobStorage.upsert, {
  summary: "Set up the export of a project's data to blob storage, or replace it",
  phrases: [
    'export our data to S3 every day',
    'set up the scheduled export to a bucket',
    'change the blob storage export',
  ],
  description:
    'The settings are replaced as a whole: all that is required must be given again. Give the secret as @file or on stdin (-): on the command line it shows in `ps`.',
  examples: [
    '--project-id prj-2 --type S3 --bucket-name exports --region eu-central-1 --export-frequency daily --enabled --no-force-path-style --file-type JSONL --export-mode FROM_TODAY',
    '--body @blob-storage.json --secret-access-key @storage-key.txt --yes',
  ],
  replaces: async ({projectId}, _, {client}) => {
    const found = (await readAllRows(client, blobStorage.list)).find((row) => row.projectId === projectId)
    if (!found) return undefined
    const {endpoint, accessKeyId, prefix, compressed} = found
    return {
      what: `the blob storage export of project ${projectId} (${found.type}, ${found.bucketName})`,
      now: {endpoint, accessKeyId, prefix, ...(compressed === false ? {compressed} : {})},
    }
  },
  done: ({projectId, bucketName}) => `Saved the blob storage export of project ${projectId} to ${bucketName}`,
})
