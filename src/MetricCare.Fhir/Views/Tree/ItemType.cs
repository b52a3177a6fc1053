using MetricCare.Fhir.Model;

namespace MetricCare.Fhir.Views.Tree;

/// <summary>What operations distinguish; every FHIR primitive is one of these.</summary>
internal enum Basic
{
    /// <summary>Statically empty.</summary>
    Nothing,
    Boolean,
    Integer,

    /// <summary>A decimal as it was written.</summary>
    Decimal,

    /// <summary>A decimal that was computed, or is about to be computed with.</summary>
    Number,
    String,
    Date,
    DateTime,
    Time,
    Object,
}

/// <summary>The type of the items of a <see cref="Value"/>.</summary>
/// <param name="Basic">How operations see it.</param>
/// <param name="Fhir">The FHIR type; null for what is computed.</param>
/// <param name="Shape">For objects: what is read of them.</param>
/// <param name="Property">For primitives from data: where they stand.</param>
/// <param name="Sibling">For primitives that are carried together with their <c>_sibling</c>: the sibling.</param>
internal sealed record ItemType(Basic Basic, FhirType? Fhir = null, Shape? Shape = null, ShapeProperty? Property = null, ShapeProperty? Sibling = null)
{
    public static readonly ItemType Nothing = new(Basic.Nothing);
    public static readonly ItemType Boolean = new(Basic.Boolean);
    public static readonly ItemType Integer = new(Basic.Integer);
    public static readonly ItemType Decimal = new(Basic.Decimal);
    public static readonly ItemType Number = new(Basic.Number);
    public static readonly ItemType Text = new(Basic.String);
    public static readonly ItemType Date = new(Basic.Date);
    public static readonly ItemType DateTime = new(Basic.DateTime);
    public static readonly ItemType Time = new(Basic.Time);

    /// <summary>A primitive together with its sibling.</summary>
    public bool Boxed => Sibling is not null;

    public bool IsNumeric => Basic is Basic.Integer or Basic.Decimal or Basic.Number;

    public bool IsTemporal => Basic is Basic.Date or Basic.DateTime or Basic.Time;

    /// <summary>Always with an offset, so it is a point in time.</summary>
    public bool IsInstant => Fhir?.Name == "instant";

    /// <summary>The type as people call it.</summary>
    public string Name => Fhir?.Name ?? Basic switch
    {
        Basic.Number => "decimal",
        Basic.DateTime => "dateTime",
        _ => Basic.ToString().ToLowerInvariant(),
    };

    public static ItemType Of(FhirType type) => new(BasicOf(type), type);

    public static Basic BasicOf(FhirType type) => !type.IsPrimitive
        ? Basic.Object
        : type.Name switch
        {
            "boolean" => Basic.Boolean,
            "integer" or "positiveInt" or "unsignedInt" or "integer64" => Basic.Integer,
            "decimal" => Basic.Decimal,
            "date" => Basic.Date,
            "dateTime" or "instant" => Basic.DateTime,
            "time" => Basic.Time,
            _ => Basic.String,
        };
}
