import {readRows} from '../../api/paging/paginate.js'
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
  confirmationFor: async ({projectId}, _, {client, flags}) => {
    if (flags.yes) return undefined
    const rows = await readRows(client, blobStorage.list)
    const found = rows.find((row) => row.projectId === projectId)
    return found && `replace the blob storage export of project ${projectId} (${found.type}, ${found.bucketName})`
  },
  done: ({projectId, bucketName}) => `Saved the blob storage export of project ${projectId} to ${bucketName}`,
})
