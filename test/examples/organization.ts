import {integrations} from '../../sandbox/resources/blob-storage.js'
import {keyRow, type Store} from '../../sandbox/store/store.js'

/** The projects, members, keys and exports that examples name, and an organization beside that of the keys. */
export function seedOrganization(store: Store): void {
  const now = store.stamp()
  const dates = {createdAt: now, updatedAt: now}
  store.projects.set('prj-1', {id: 'prj-1', name: 'shop', metadata: {}, retentionDays: 0, ...dates})
  store.projects.set('prj-2', {id: 'prj-2', name: 'billing', metadata: {}, retentionDays: 0, ...dates})
  store.organizations.set('org-1', {id: 'org-1', name: 'Sales', createdAt: now, metadata: {}})
  store.users.set('user-3', {id: 'user-3', email: 'linus@example.com', name: 'Linus'})
  store.roles.get(store.project.organization.id)?.set('user-3', 'MEMBER')
  store.roles.set('prj-1', new Map([['user-3', 'VIEWER']]))
  for (const owner of ['prj-1', 'org-1']) addKey(store, owner)
  integrations.create(store, {
    ...{projectId: 'prj-1', type: 'S3', bucketName: 'exports', region: 'eu-central-1', exportFrequency: 'daily'},
    ...{enabled: true, forcePathStyle: false, fileType: 'JSONL', exportMode: 'FROM_TODAY'},
  })
}

function addKey(store: Store, owner: string): void {
  const keys = {publicKey: `pk-lf-of-${owner}`, secretKey: `sk-lf-of-${owner}`}
  store.apiKeys.push(keyRow(owner, keys, {id: 'key-1', createdAt: store.stamp()}))
}
