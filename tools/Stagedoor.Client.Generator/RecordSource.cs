using System.Globalization;

namespace Stagedoor.Client.Generator;

/// <summary>Writes the source of one record.</summary>
internal sealed class RecordSource
{
    private static readonly string[] First = ["id", "name", "type"];

    private readonly RecordShape shape;
    private readonly SourceText source;
    private readonly List<Property> properties;
    private readonly HashSet<string> inherited = new(StringComparer.Ordinal);

    private RecordSource(RecordShape shape, Contract contract, WireTypes types)
    {
        this.shape = shape;
        properties = PropertiesOf(shape, contract, types);
        if (shape.Base is { } parent) inherited.UnionWith(PropertiesOf(RecordShapes.All.Single(record => record.Name == parent), contract, types).Select(property => property.Wire));
        source = new("System.Text.Json", "Stagedoor.Client.Frameio.Wire");
    }

    private sealed record Property(string Wire, string Name, WireType Type, bool CanBeNull, bool IsChange, bool IsRequired, string Doc)
    {
        public string Local => Names.Local(Wire);

        public string Declared => IsChange ? $"Change<{Type.Name}?>" : CanBeNull ? Type.Name + "?" : Type.Name;
    }

    public static string Of(RecordShape shape, Contract contract, WireTypes types)
    {
        var record = new RecordSource(shape, contract, types);
        record.Write();
        return record.source.ToString();
    }

    private static List<Property> PropertiesOf(RecordShape shape, Contract contract, WireTypes types)
    {
        var schemas = shape.Schemas.Select(schema => schema.StartsWith('#') ? contract.FiltersOf(schema[1..]) : contract.Members(schema)).ToList();
        var all = new Dictionary<string, Property>(StringComparer.Ordinal);
        foreach (var member in schemas.SelectMany(members => members).Where(member => member.Name != shape.Constant?.Name))
        {
            var type = types.Of(shape.Name, member.Name, member.Schema, member.Path);
            var isRequired = schemas.All(members => members.Any(other => other.Name == member.Name && other.IsRequired));
            var isNullable = schemas.Any(members => members.Any(other => other.Name == member.Name && (Contract.IsNullable(other.Schema) || type == WireType.Timestamp)));
            // No list in a body is no list: null leaves it out. No value of a field is a value.
            var canBeNull = type != WireType.FieldValue && (!isRequired || isNullable);
            var property = new Property(member.Name, Names.Pascal(member.Name) is var name && name == shape.Name ? name + "Value" : name, type, canBeNull, shape.IsUpdate && isNullable && !isRequired, isRequired && !shape.IsRead, Contract.Description(member.Schema) ?? Names.Sentence(member.Name));
            if (all.TryGetValue(member.Name, out var known) && known.Type.Name != type.Name) throw new InvalidOperationException($"{shape.Name}.{member.Name} is {known.Type.Name} and {type.Name}");
            all.TryAdd(member.Name, property);
        }

        return [.. all.Values.OrderBy(property => Array.IndexOf(First, property.Wire) is >= 0 and var place ? place : First.Length).ThenBy(property => property.Wire, StringComparer.Ordinal)];
    }

    private void Write()
    {
        source.Doc(shape.Summary);
        source.Open($"public {(shape.Kinds.Length > 0 ? "" : "sealed ")}record {shape.Name}{(shape.Base is { } parent ? " : " + parent : "")}");
        foreach (var property in properties.Where(property => !inherited.Contains(property.Wire)))
        {
            source.Doc(property.Doc);
            var missing = property.Declared.EndsWith('?') || property.IsChange || property.IsRequired || property.Type.IsStruct ? "" : $" = {property.Type.Missing};";
            source.Line($"public {(property.IsRequired ? "required " : "")}{property.Declared} {property.Name} {{ get; init; }}{missing}");
            source.Line();
        }

        if (shape.IsRead && shape.Base is null)
        {
            source.Doc("What the answer held besides.");
            source.Line("public UnknownMembers More { get; init; } = UnknownMembers.None;");
            source.Line();
        }

        if (shape.IsSecret)
        {
            source.Doc("What it is, without what it holds: that opens something.");
            source.Line($"public override string ToString() => {(properties.Any(property => property.Wire == "id") ? $"$\"{shape.Name} {{Id}}\"" : $"nameof({shape.Name})")};");
            source.Line();
        }

        if (shape.Kinds.Length > 0) WriteKinds();
        if (shape.IsRead) WriteRead();
        if (shape.IsRead && shape.IsWritten) source.Line();
        if (shape.IsWritten) WriteWrite();
        if (shape.Query is not null) WriteQuery();
        source.Close();
    }

    private void WriteKinds()
    {
        source.Line($"internal static {shape.Name} Read(ref Utf8JsonReader reader) => JsonIn.Peek(reader, \"type\"u8) switch");
        source.Line("{");
        foreach (var (type, record) in shape.Kinds) source.Line($"    \"{type}\" => {record}.Read(ref reader),");
        source.Line("    _ => ReadUnknown(ref reader),");
        source.Line("};");
        source.Line();
    }

    private void WriteRead()
    {
        var name = shape.Kinds.Length > 0 ? "private static {0} ReadUnknown" : shape.Base is not null ? "internal static new {0} Read" : "internal static {0} Read";
        source.Open($"{string.Format(CultureInfo.InvariantCulture, name, shape.Name)}(ref Utf8JsonReader reader)");
        foreach (var property in properties) source.Line($"{(property.CanBeNull ? property.Declared + " " + property.Local + " = null" : $"{property.Type.Name} {property.Local} = {property.Type.Missing}")};");
        source.Line("var more = UnknownMembers.None;");
        source.Line("JsonIn.Open(ref reader);");
        source.Open("while (JsonIn.Next(ref reader))");
        for (var i = 0; i < properties.Count; i++)
        {
            var property = properties[i];
            // What the contract promises and is null all the same is as if it were missing.
            var read = property.CanBeNull ? property.Type.ReadOrNull! : property.Type.IsStruct || property.Type.Read.StartsWith("JsonIn.", StringComparison.Ordinal) ? property.Type.Read : $"{property.Type.ReadOrNull} ?? new()";
            source.Line($"{(i > 0 ? "else " : "")}if (JsonIn.Is(ref reader, \"{property.Wire}\"u8)) {property.Local} = {read};");
        }

        source.Line($"{(properties.Count > 0 ? "else " : "")}more = JsonIn.Keep(ref reader, more);");
        source.Close();
        source.Line();
        source.Line("return new()");
        source.Line("{");
        foreach (var property in properties) source.Line($"    {property.Name} = {property.Local},");
        source.Line("    More = more,");
        source.Line("};");
        source.Close();
    }

    private void WriteWrite()
    {
        source.Open("internal void Write(Utf8JsonWriter writer)");
        source.Line("writer.WriteStartObject();");
        if (shape.Constant is { } constant) source.Line($"writer.WriteString(\"{constant.Name}\", \"{constant.Value}\");");
        foreach (var property in properties.Where(property => !shape.NotWritten.Contains(property.Wire)))
        {
            var value = property.Type.IsEnum && property.CanBeNull ? property.Name + "?" : property.Name;
            source.Line(property.IsChange
                ? $"writer.Member(\"{property.Wire}\", {property.Name}, static (writer, name, value) => {string.Format(CultureInfo.InvariantCulture, property.Type.Write, "name", property.Type.IsEnum ? "value?" : "value").TrimEnd(';')});"
                : string.Format(CultureInfo.InvariantCulture, property.Type.Write, $"\"{property.Wire}\"", value));
        }

        source.Line("writer.WriteEndObject();");
        source.Close();
    }

    private void WriteQuery()
    {
        source.Open("internal void Write(ApiQuery query)");
        foreach (var property in properties) source.Line($"query.Add(\"{shape.Query}[{property.Wire}]\", {property.Name}{(property.Type == WireType.Flag ? " ?? false" : property.Type.IsEnum ? "?.ToString()" : "")});");
        source.Close();
    }
}
