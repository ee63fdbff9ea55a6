using System.Globalization;
using System.Text.Json;

namespace Stagedoor.Frameio.Wire;

/// <summary>
/// The members of a JSON object in a body, read by name. What is wrong is collected, each with its pointer, and asked for at the end by <see cref="Refusal"/>; members that nobody read
/// are unexpected unless the object is <see cref="Open"/>. The sentences are those of the vendor.
/// </summary>
public sealed class Fields
{
    private const int MostProblems = 20;

    private readonly JsonElement element;
    private readonly string pointer;
    private readonly List<Problem> problems;
    private readonly List<Fields> inner = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private bool open;

    private Fields(JsonElement element, string pointer, List<Problem> problems) => (this.element, this.pointer, this.problems) = (element, pointer, problems);

    /// <summary>What was wrong with what was read so far, and with what nobody read; null when nothing was.</summary>
    public ApiError? Refusal
    {
        get
        {
            CollectUnexpected();
            return problems.Count == 0 ? null : ApiError.Invalid(problems.Count <= MostProblems ? problems : problems[..MostProblems]);
        }
    }

    /// <summary>The JSON pointer of the object.</summary>
    public string Place => pointer;

    internal static Fields OfBody(JsonElement root) => new(root, "", []);

    internal static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Lets members that nobody read pass, where the contract does.</summary>
    public Fields Open()
    {
        open = true;
        return this;
    }

    /// <summary>Whether the member is there, null or not.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out _);

    /// <summary>Whether the member is there and null.</summary>
    public bool IsNull(string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>Whether it has no members.</summary>
    public bool IsEmpty => element.GetPropertyCount() == 0;

    /// <summary>Whether it has this member and no other.</summary>
    public bool HasOnly(string name) => element.GetPropertyCount() == 1 && Has(name);

    /// <summary>Says what is wrong with a member beyond its form.</summary>
    public void Refuse(string name, string detail) => Add(detail, At(name));

    /// <summary>The member as it stands, where its form depends on something else.</summary>
    public JsonElement? Any(string name, bool required = false)
    {
        known.Add(name);
        if (element.TryGetProperty(name, out var value)) return value;
        if (required) Add($"Missing field: {name}", At(name));
        return null;
    }

    public string? Text(string name, bool required = false, bool nullable = false, int least = 0, int most = int.MaxValue)
    {
        if (Find(name, "string", required, nullable, static kind => kind == JsonValueKind.String) is not { } value) return null;
        return TextOf(value, At(name), least, most);
    }

    public string? OneOf(string name, IReadOnlyList<string> values, bool required = false, bool nullable = false)
    {
        if (Find(name, "string", required, nullable, static kind => kind == JsonValueKind.String) is not { } value) return null;
        if (TextOf(value, At(name), 0, int.MaxValue) is not { } text) return null;
        if (values.Contains(text, StringComparer.Ordinal)) return text;
        Add("Invalid value for enum", At(name));
        return null;
    }

    public bool? Flag(string name, bool required = false, bool nullable = false) =>
        Find(name, "boolean", required, nullable, static kind => kind is JsonValueKind.True or JsonValueKind.False)?.GetBoolean();

    public long? Number(string name, bool required = false, bool nullable = false, long least = long.MinValue, long most = long.MaxValue)
    {
        if (Find(name, "integer", required, nullable, static kind => kind == JsonValueKind.Number) is not { } value) return null;
        if (!value.TryGetInt64(out var number))
        {
            Add($"Invalid integer. Got: {KindOf(value)}", At(name));
            return null;
        }

        if (number < least) Add(string.Create(CultureInfo.InvariantCulture, $"{number} is smaller than inclusive minimum {least}"), At(name));
        else if (number > most) Add(string.Create(CultureInfo.InvariantCulture, $"{number} is larger than inclusive maximum {most}"), At(name));
        else return number;
        return null;
    }

    public double? Fraction(string name, bool required = false, bool nullable = false, double least = double.MinValue, double most = double.MaxValue)
    {
        if (Find(name, "number", required, nullable, static kind => kind == JsonValueKind.Number) is not { } value) return null;
        var number = value.GetDouble();
        if (number < least) Add(string.Create(CultureInfo.InvariantCulture, $"{number} is smaller than inclusive minimum {least}"), At(name));
        else if (number > most) Add(string.Create(CultureInfo.InvariantCulture, $"{number} is larger than inclusive maximum {most}"), At(name));
        else return number;
        return null;
    }

    public Guid? Id(string name, bool required = false, bool nullable = false)
    {
        if (Text(name, required, nullable) is not { } text) return null;
        if (Ids.Read(text) is { } id) return id;
        Add("Invalid format. Expected :uuid", At(name));
        return null;
    }

    public DateTimeOffset? Time(string name, bool required = false, bool nullable = false)
    {
        if (Text(name, required, nullable) is not { } text) return null;
        if (text.Contains('T', StringComparison.OrdinalIgnoreCase) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
        Add("Invalid format. Expected :\"date-time\"", At(name));
        return null;
    }

    public Fields? Nested(string name, bool required = false, bool nullable = false) =>
        Find(name, "object", required, nullable, static kind => kind == JsonValueKind.Object) is { } value ? Inner(value, At(name)) : null;

    public IReadOnlyList<Fields>? NestedMany(string name, bool required = false, bool nullable = false, int least = 0, int most = 1000) =>
        Items(name, required, nullable, least, most, "object", static kind => kind == JsonValueKind.Object, Inner);

    public IReadOnlyList<string>? Texts(string name, bool required = false, bool nullable = false, int least = 0, int most = 1000, int longest = int.MaxValue) =>
        Items(name, required, nullable, least, most, "string", static kind => kind == JsonValueKind.String, (value, at) => TextOf(value, at, 0, longest) ?? "");

    public IReadOnlyList<Guid>? ManyIds(string name, bool required = false, bool nullable = false, int least = 0, int most = 1000) =>
        Items(name, required, nullable, least, most, "string", static kind => kind == JsonValueKind.String, (value, at) =>
        {
            if (TextOf(value, at, 0, int.MaxValue) is { } text && Ids.Read(text) is { } id) return id;
            Add("Invalid format. Expected :uuid", at);
            return Guid.Empty;
        });

    private List<T>? Items<T>(string name, bool required, bool nullable, int least, int most, string kind, Func<JsonValueKind, bool> fits, Func<JsonElement, string, T> read)
    {
        if (Find(name, "array", required, nullable, static value => value == JsonValueKind.Array) is not { } array) return null;
        var length = array.GetArrayLength();
        if (length < least) Add(string.Create(CultureInfo.InvariantCulture, $"Array length {length} is smaller than minItems: {least}"), At(name));
        else if (length > most) Add(string.Create(CultureInfo.InvariantCulture, $"Array length {length} is larger than maxItems: {most}"), At(name));
        if (length < least || length > most) return null;
        var items = new List<T>(length);
        foreach (var item in array.EnumerateArray())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{At(name)}/{items.Count}");
            if (!fits(item.ValueKind))
            {
                Add($"Invalid {kind}. Got: {KindOf(item)}", at);
                return null;
            }

            items.Add(read(item, at));
        }

        return items;
    }

    private JsonElement? Find(string name, string kind, bool required, bool nullable, Func<JsonValueKind, bool> fits)
    {
        known.Add(name);
        if (!element.TryGetProperty(name, out var value))
        {
            if (required) Add($"Missing field: {name}", At(name));
        }
        else if (value.ValueKind == JsonValueKind.Null)
        {
            if (!nullable) Add($"null value where {kind} expected", At(name));
        }
        else if (!fits(value.ValueKind))
        {
            Add($"Invalid {kind}. Got: {KindOf(value)}", At(name));
        }
        else
        {
            return value;
        }

        return null;
    }

    // Half a surrogate pair is no text.
    private string? TextOf(JsonElement value, string at, int least, int most)
    {
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Add("Invalid string: it is not Unicode", at);
            return null;
        }

        var length = 0;
        foreach (var _ in text.EnumerateRunes()) length++;
        if (text.Contains('\0')) Add("Invalid string: it holds a null character", at);
        else if (length < least) Add(string.Create(CultureInfo.InvariantCulture, $"String length is smaller than minLength: {least}"), at);
        else if (length > most) Add(string.Create(CultureInfo.InvariantCulture, $"String length is larger than maxLength: {most}"), at);
        else return text;
        return null;
    }

    private Fields Inner(JsonElement value, string at)
    {
        var fields = new Fields(value, at, problems);
        inner.Add(fields);
        return fields;
    }

    private void CollectUnexpected()
    {
        if (!open)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (known.Add(member.Name)) Add($"Unexpected field: {member.Name}", At(member.Name));
            }
        }

        foreach (var fields in inner) fields.CollectUnexpected();
    }

    private void Add(string detail, string at) => problems.Add(new(detail.Length <= 300 ? detail : detail[..300], "Invalid value", at.Length <= 300 ? at : at[..300]));

    // RFC 6901 §3.
    private string At(string name) => $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
