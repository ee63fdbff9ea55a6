namespace Stagedoor.Client.Generator;

/// <summary>What a value is in .NET: its type, how it is read and written, and what it is when it is missing.</summary>
internal sealed record WireType(string Name, string Read, bool IsStruct, string Missing)
{
    /// <summary>The expression that reads one that may be null.</summary>
    public string? ReadOrNull { get; init; }

    /// <summary>A statement that writes a member of a name; <c>{0}</c> the name, <c>{1}</c> the value.</summary>
    public string Write { get; init; } = "writer.Member({0}, {1});";

    /// <summary>A lambda that writes a value by itself, for items of lists.</summary>
    public string WriteItem { get; init; } = "";

    public bool IsEnum { get; init; }

    /// <summary>As a delegate that reads an item of a list; of a list, the one that reads its items.</summary>
    public string Reader { get; init; } = "";

    public static readonly WireType Text = new("string", "JsonIn.Text(ref reader)", false, "\"\"")
    {
        ReadOrNull = "JsonIn.TextOrNull(ref reader)",
        Reader = "JsonIn.Text",
        WriteItem = "static (writer, item) => writer.WriteStringValue(item)",
    };

    public static readonly WireType Id = new("FrameioId", "JsonIn.Id(ref reader)", true, "default")
    {
        ReadOrNull = "JsonIn.IdOrNull(ref reader)",
        Reader = "JsonIn.Id",
        WriteItem = "static (writer, item) => writer.WriteStringValue(item.ToString())",
    };

    public static readonly WireType Flag = new("bool", "JsonIn.Flag(ref reader)", true, "false") { ReadOrNull = "JsonIn.FlagOrNull(ref reader)" };

    public static readonly WireType Int = new("int", "JsonIn.Int(ref reader)", true, "0") { ReadOrNull = "JsonIn.IntOrNull(ref reader)" };

    public static readonly WireType Long = new("long", "JsonIn.Long(ref reader)", true, "0") { ReadOrNull = "JsonIn.LongOrNull(ref reader)" };

    public static readonly WireType Number = new("double", "JsonIn.Number(ref reader)", true, "0") { ReadOrNull = "JsonIn.NumberOrNull(ref reader)" };

    public static readonly WireType Time = new("DateTimeOffset", "JsonIn.Time(ref reader)", true, "default") { ReadOrNull = "JsonIn.TimeOrNull(ref reader)" };

    public static readonly WireType Date = new("DateOnly", "", true, "default");

    public static readonly WireType Timestamp = new("CommentTimestamp", "CommentTimestamp.ReadOrNull(ref reader)", true, "default")
    {
        ReadOrNull = "CommentTimestamp.ReadOrNull(ref reader)",
        Write = "CommentTimestamp.Write(writer, {0}, {1});",
    };

    public static readonly WireType FieldValue = new("FieldValue", "FieldValue.Read(ref reader)", true, "default") { ReadOrNull = "FieldValue.Read(ref reader)", Write = "writer.Nested({0}, {1}.Write);" };

    public static WireType Enum(string name) => new(name, $"{name}.Read(ref reader)", true, "default")
    {
        IsEnum = true,
        ReadOrNull = $"{name}.ReadOrNull(ref reader)",
        Reader = $"{name}.Read",
        Write = "writer.Member({0}, {1}.ToString());",
        WriteItem = "static (writer, item) => writer.WriteStringValue(item.ToString())",
    };

    public static WireType Record(string name) => new(name, $"{name}.Read(ref reader)", false, "new()")
    {
        ReadOrNull = $"JsonIn.OrNull(ref reader, {name}.Read)",
        Reader = $"{name}.Read",
        Write = "writer.Nested({0}, {1} is null ? null : {1}.Write);",
        WriteItem = "static (writer, item) => item.Write(writer)",
    };

    public static WireType List(WireType of) => new($"IReadOnlyList<{of.Name}>", $"JsonIn.List(ref reader, {of.Reader})", false, "[]")
    {
        ReadOrNull = $"JsonIn.ListOrNull(ref reader, {of.Reader})",
        Reader = of.Reader,
        Write = $"writer.Member({{0}}, {{1}}, {of.WriteItem});",
    };
}
