using System.Diagnostics.CodeAnalysis;

namespace Stagedoor.Frameio.Wire;

/// <summary>A value or a refusal. The compiler knows which is null after <see cref="Failed"/>.</summary>
public readonly record struct Outcome<T> where T : class
{
    private readonly T? value;
    private readonly ApiError? error;

    private Outcome(T? value, ApiError? error) => (this.value, this.error) = (value, error);

    /// <summary>True when refused.</summary>
    public bool Failed([NotNullWhen(true)] out ApiError? refusal, [NotNullWhen(false)] out T? success)
    {
        refusal = value is null ? error ?? throw new InvalidOperationException("an empty outcome") : null;
        success = value;
        return refusal is not null;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(ApiError error) => new(null, error);
}
