namespace Stagedoor.Client.Generator;

/// <summary>Writes the enums: texts with names for those that are known, so that one that is not known survives; and flags for what is asked for in one text with commas.</summary>
internal static class ValueSources
{
    private const int PerFile = 120;

    public static IEnumerable<(string Name, string Text)> All(WireTypes types)
    {
        foreach (var (name, values) in types.Enums)
        {
            for (var part = 0; part * PerFile < values.Count; part++) yield return ($"{name}{(part == 0 ? "" : $".{part + 1}")}.g.cs", Enum(name, [.. values.Skip(part * PerFile).Take(PerFile)], part == 0, values.Count > PerFile));
        }

        foreach (var flags in OperationShapes.Flags) yield return ($"{flags.Name}.g.cs", Flags(flags));
    }

    private static string Enum(string name, string[] values, bool isFirst, bool isPartial)
    {
        var source = new SourceText(isFirst ? ["System.Text.Json", "Stagedoor.Client.Frameio.Wire"] : []);
        source.Doc($"One of the contract's values, or one that this version of the library does not know: <c>new {name}(\"…\")</c>.");
        source.Open($"public readonly {(isPartial ? "partial " : "")}record struct {name}");
        if (isFirst)
        {
            source.Line("private readonly string? value;");
            source.Line();
            source.Doc("From its text.");
            source.Line("/// <param name=\"value\">The text.</param>");
            source.Line($"public {name}(string value) => this.value = value;");
        }

        foreach (var value in values)
        {
            source.Line();
            source.Doc($"<c>{value}</c>.");
            source.Line($"public static {name} {Constant(value)} => new(\"{value}\");");
        }

        if (isFirst)
        {
            source.Line();
            source.Doc("Its text, as it stands on the wire.");
            source.Line("public override string ToString() => value ?? \"\";");
            source.Line();
            source.Line($"internal static {name} Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));");
            source.Line();
            source.Line($"internal static {name}? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is {{ }} text ? new(text) : null;");
        }

        source.Close();
        return source.ToString();
    }

    private static string Constant(string value) => Names.Pascal(value) is var name && name.EndsWith("Asc", StringComparison.Ordinal) ? name[..^3] + "Ascending" : name.EndsWith("Desc", StringComparison.Ordinal) ? name[..^4] + "Descending" : name;

    private static string Flags(FlagsShape flags)
    {
        var source = new SourceText("Stagedoor.Client.Frameio.Wire");
        source.Doc(flags.Summary);
        source.Line("[Flags]");
        source.Open($"public enum {flags.Name}");
        source.Doc(flags.None);
        source.Line("None = 0,");
        for (var i = 0; i < flags.Values.Length; i++)
        {
            source.Line();
            source.Doc($"<c>{flags.Values[i]}</c>.");
            source.Line($"{Flag(flags.Values[i])} = 1 << {i},");
        }

        source.Close();
        source.Line();
        source.Open($"internal static class {flags.Name}Text");
        source.Line($"public static string? Text(this {flags.Name} flags) => ApiQuery.Joined([{string.Join(", ", flags.Values.Select(value => $"flags.HasFlag({flags.Name}.{Flag(value)}) ? \"{value}\" : null"))}]);");
        source.Close();
        return source.ToString();
    }

    private static string Flag(string value) => value.StartsWith("media_links.", StringComparison.Ordinal) ? Names.Pascal(value["media_links.".Length..]) + "Link" : Names.Pascal(value);
}
