using System.Globalization;
using System.Text;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>A query: what was not asked for does not stand in it.</summary>
internal sealed class ApiQuery
{
    private readonly StringBuilder text = new();

    /// <summary>Names with commas between them; null when there is none.</summary>
    public static string? Joined(ReadOnlySpan<string?> names)
    {
        var joined = new StringBuilder();
        foreach (var name in names)
        {
            if (name is not null) joined.Append(joined.Length == 0 ? "" : ",").Append(name);
        }

        return joined.Length == 0 ? null : joined.ToString();
    }

    public void Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        text.Append(text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
    }

    public void Add(string name, bool value) => Add(name, value ? "true" : null);

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string name, FrameioId? value) => Add(name, value?.ToString());

    public void Add(string name, DateOnly? value) => Add(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();
}
