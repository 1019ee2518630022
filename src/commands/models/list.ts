import * as models from '../../api/resources/models.js'
import {list} from '../../base/command/list.js'

export default list(models.list, {
  summary: 'List models with their prices, by name',
  phrases: ['list models with their prices', 'which model prices are known?'],
  description: 'Those that come with Langfuse are listed too (managed); one of your own with the same name wins.',
  examples: ['--all', '--all -o csv --columns modelName,inputPrice,outputPrice'],
  columns: [
    {path: 'modelName', header: 'name', kind: 'id'},
    {path: 'inputPrice', header: 'input $'},
    {path: 'outputPrice', header: 'output $'},
    {path: 'totalPrice', header: 'total $'},
    'unit',
    {path: 'isLangfuseManaged', header: 'managed'},
    'id',
  ],
})
