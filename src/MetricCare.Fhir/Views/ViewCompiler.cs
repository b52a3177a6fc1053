using System.Text;
using MetricCare.Fhir.Views.Document;
using MetricCare.Fhir.Views.Typing;

namespace MetricCare.Fhir.Views;

/// <summary>Compiles SQL-on-FHIR ViewDefinitions over FHIR R4.</summary>
public static class ViewCompiler
{
    /// <summary>Compiles one ViewDefinition.</summary>
    /// <param name="json">The definition, UTF-8.</param>
    /// <param name="fileName">For messages; its stem is the view's name when the view has none.</param>
    /// <exception cref="ViewException">With everything that is wrong: structure, names, paths, types.</exception>
    public static CompiledView Compile(ReadOnlySpan<byte> json, string fileName)
    {
        var document = ViewReader.Read(json, fileName);
        var (plan, columns, warnings) = PlanBuilder.Build(document);
        return new CompiledView(document, plan, columns, [.. document.Warnings, .. warnings]);
    }

    /// <inheritdoc cref="Compile(ReadOnlySpan{byte}, string)"/>
    public static CompiledView Compile(string json, string fileName) => Compile(Encoding.UTF8.GetBytes(json), fileName);
}
