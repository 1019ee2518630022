/** Which secret of a profile. */
export type SecretPart = 'admin' | 'organization' | 'project'

/** Reads a secret back. @throws CredentialsError when it is gone, or the keyring does not answer */
export async function readSecret(_profile: string, _part: SecretPart): Promise<string> {
  throw new Error('not yet')
}
