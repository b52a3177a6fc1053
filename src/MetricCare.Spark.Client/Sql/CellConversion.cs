using System.Collections;
using System.Globalization;

namespace Microsoft.Spark.Sql;

/// <summary>Cells as the type that the caller asks for.</summary>
internal static class CellConversion
{
    public static T To<T>(object? value)
    {
        var converted = To(value, typeof(T));
        return converted is null && default(T) is not null
            ? throw new InvalidCastException($"The value is null, which a {typeof(T)} cannot be.")
            : (T)converted!;
    }

    private static object? To(object? value, Type type) => value switch
    {
        null => null,
        ArrayList list when type.IsArray => ToArray(list, type.GetElementType()!),
        Hashtable map when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) => ToDictionary(map, type),
        IConvertible when Numeric(type) is { } number && !number.IsInstanceOfType(value) => Convert.ChangeType(value, number, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static Type? Numeric(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsPrimitive || plain == typeof(decimal) ? plain : null;
    }

    private static Array ToArray(ArrayList list, Type item)
    {
        var array = Array.CreateInstance(item, list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            array.SetValue(To(list[i], item), i);
        }

        return array;
    }

    private static IDictionary ToDictionary(Hashtable map, Type type)
    {
        var (key, value) = (type.GenericTypeArguments[0], type.GenericTypeArguments[1]);
        var dictionary = (IDictionary)Activator.CreateInstance(type, map.Count)!;
        foreach (DictionaryEntry entry in map)
        {
            dictionary[To(entry.Key, key)!] = To(entry.Value, value);
        }

        return dictionary;
    }
}
