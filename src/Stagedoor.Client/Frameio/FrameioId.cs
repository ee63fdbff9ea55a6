namespace Stagedoor.Client.Frameio;

/// <summary>
/// The id of something at Frame.io: a UUID, or for some things an id of Adobe's that begins with <c>adobe:</c>. Text and <see cref="Guid"/> become one by themselves.
/// </summary>
public readonly record struct FrameioId
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public FrameioId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        this.value = value;
    }

    /// <summary>Whether it names nothing.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(value);

    // A missing id would make the address of another operation, and dots the address of another folder.
    internal string Escaped => value is null or "" or "." or ".." ? throw new ArgumentException("An id is missing.") : Uri.EscapeDataString(value);

    /// <summary>From a UUID.</summary>
    /// <param name="value">The UUID.</param>
    public static FrameioId FromGuid(Guid value) => new(value.ToString());

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public static FrameioId FromString(string value) => new(value);

    /// <summary>From a UUID.</summary>
    /// <param name="value">The UUID.</param>
    public static implicit operator FrameioId(Guid value) => FromGuid(value);

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator FrameioId(string value) => new(value);

    /// <summary>As a UUID, if it is one.</summary>
    /// <param name="uuid">The UUID.</param>
    public bool TryGetGuid(out Guid uuid) => Guid.TryParse(value, out uuid);

    /// <summary>Its text, as the API writes it.</summary>
    public override string ToString() => value ?? "";
}
