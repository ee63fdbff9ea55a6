namespace Stagedoor.Client.Frameio;

/// <summary>What an update does to a member that may be empty: leaves it alone (when nothing was assigned), sets it, or empties it (<see langword="null"/> was assigned). Any value becomes one by itself.</summary>
/// <typeparam name="T">What the member holds.</typeparam>
public readonly record struct Change<T>
{
    /// <summary>To a value.</summary>
    /// <param name="value">The value.</param>
    public Change(T value) => (Value, IsMade) = (value, true);

    /// <summary>Whether anything was assigned.</summary>
    public bool IsMade { get; }

    /// <summary>What was assigned.</summary>
    public T? Value { get; }

    /// <summary>To a value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Change<T>(T value) => new(value);
}
