import {line, NAMES, type Vocabulary} from './vocabulary.js'

const FUNCTIONS = String.raw`
    $lines = { param($path) @($table[$path] -split '\r?\n' | Where-Object { $_ }) }
    $valueOf = {
        param($flag)
        foreach ($entry in $possible) {
            if ($entry.StartsWith("$flag=")) { return ($entry -split ' ')[0].Substring($flag.Length + 1) }
        }
        return $null
    }
    $typed = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $program = $typed[0]
    if ($wordToComplete) { $typed = @($typed | Select-Object -SkipLast 1) }
    $possible = & $lines ''
    $at = ''
    $want = ''
    $ended = $false
    $position = 0
    foreach ($word in @($typed | Select-Object -Skip 1)) {
        if ($want) { $want = ''; continue }
        if ($word -eq '--' -and -not $ended) { $ended = $true; continue }
        if ($word.StartsWith('-') -and -not $ended) {
            if ($null -ne (& $valueOf $word)) { $want = $word }
            continue
        }
        if (-not $at -and $word -eq 'help') { continue }
        if ($possible | Where-Object { $_.StartsWith("$word ") }) {
            $at = "$at $word".Trim()
            $possible = & $lines $at
        } else {
            $position++
        }
    }

    $current = $wordToComplete
    $head = ''
    if (-not $want -and -not $ended -and $current -match '^(--[^=]+)=(.*)$') {
        $want = $Matches[1]
        $head = "$want="
        $current = $Matches[2]
    }
    $value = $null
    $offered = @()
    if ($want) {
        $value = & $valueOf $want
    } elseif ($current.StartsWith('-') -and -not $ended) {
        $offered = @($possible | Where-Object { $_.StartsWith('-') })
    } else {
        $arguments = @($possible | Where-Object { $_.StartsWith('=') })
        $offered = @($possible | Where-Object { $_ -match '^[^-=]' })
        if ($position -lt $arguments.Count) {
            $value = ($arguments[$position] -split ' ')[0].Substring(1)
            $offered = @()
        } elseif (-not $offered -and -not $current -and -not $ended) {
            $offered = @($possible | Where-Object { $_.StartsWith('-') })
        }
    }
    if ($value -eq '@profile') {
        $offered = @(& (Split-Path -Leaf $program) profiles list --columns name -o tsv --no-header --quiet 2>$null | ForEach-Object { "$_ $_" })
    } elseif ($value -and $value -ne '@file') {
        $offered = @($value -split ',' | ForEach-Object { "$_ $_" })
    }
    $offered | ForEach-Object {
        $entry, $text = $_ -split ' ', 2
        $entry = ($entry -split '=')[0]
        if ($entry.StartsWith($current)) {
            if (-not $text) { $text = $entry }
            [System.Management.Automation.CompletionResult]::new("$head$entry", $entry, 'ParameterValue', $text)
        }
    }
}
`

function quoted(text: string): string {
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`
}

/** The script for PowerShell, 5.1 and newer. Where it offers nothing, PowerShell offers files. */
export function powershell({points, shared}: Vocabulary): string {
  const table = points.map(({path, entries, shared: more}) => {
    const lines = quoted(`${entries.map(line).join('\n')}\n`)
    return `        ${quoted(path)} = ${lines}${more ? ' + $shared' : ''}`
  })
  return [
    `# Completion of ${NAMES.join(' and ')} for PowerShell: what may follow which words, and what it is for.`,
    `Register-ArgumentCompleter -Native -CommandName ${NAMES.join(', ')} -ScriptBlock {`,
    '    param($wordToComplete, $commandAst, $cursorPosition)',
    `    $shared = ${quoted(shared.map(line).join('\n'))}`,
    '    $table = @{',
    ...table,
    `    }${FUNCTIONS}`,
  ].join('\n')
}
