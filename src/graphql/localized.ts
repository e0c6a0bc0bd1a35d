import { defaultFieldResolver, GraphQLEnumType, type GraphQLField, GraphQLNonNull } from 'graphql';
import { Extensions, Field } from 'type-graphql';
import { type Locale, type LocalizedText, locales } from '../kernel/localized.ts';

const LOCALIZED = 'localized';

/**
 * A text in the language that the client asks for, of a property that holds it in all of them. Nullable where
 * the property may be empty. `of`: makes the text of the whole, where no property holds it.
 */
export function Localized<Source>(
  description: string,
  { of, ...options }: { readonly nullable?: true; readonly of?: (source: Source) => LocalizedText } = {},
): PropertyDecorator {
  return (prototype, property) => {
    if (typeof property === 'symbol') throw new Error('a field of the contract has a name');
    Field(() => String, { description, simple: true, ...options })(prototype, property);
    Extensions({ [LOCALIZED]: of ?? true })(prototype, property);
  };
}

const LocaleType = new GraphQLEnumType({
  name: 'Locale',
  description: 'The languages in which everything that a person reads exists.',
  values: {
    zh_CN: { value: 'zh-CN' satisfies Locale, description: 'Simplified Chinese.' },
    en: { value: 'en' satisfies Locale, description: 'English.' },
  },
});

/**
 * Gives a localized field its argument and its resolver. Both are plain: TypeGraphQL would make a promise
 * of each text that has an argument, and a page shows hundreds.
 */
export function localize(field: GraphQLField<unknown, unknown>): void {
  const of = field.extensions[LOCALIZED] as true | ((source: unknown) => LocalizedText) | undefined;
  if (of === undefined) return;
  field.args = [
    {
      name: 'locale',
      description: 'The language to answer in.',
      type: new GraphQLNonNull(LocaleType),
      defaultValue: locales[0],
      deprecationReason: undefined,
      extensions: {},
      astNode: undefined,
    },
  ];
  field.resolve = (source, { locale }: { locale: Locale }, context, info) => {
    const text = (of === true ? defaultFieldResolver(source, {}, context, info) : of(source)) as
      | LocalizedText
      | null
      | undefined;
    return text?.[locale] ?? null;
  };
}
