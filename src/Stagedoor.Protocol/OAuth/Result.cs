using System.Diagnostics.CodeAnalysis;

namespace Stagedoor.Protocol.OAuth;

/// <summary>A value or a refusal. The compiler knows which is null after <see cref="Failed"/>.</summary>
public readonly record struct Result<T> where T : class
{
    private readonly T? value;
    private readonly ProtocolError? error;

    private Result(T? value, ProtocolError? error) => (this.value, this.error) = (value, error);

    /// <summary>True when refused.</summary>
    public bool Failed([NotNullWhen(true)] out ProtocolError? refusal, [NotNullWhen(false)] out T? success)
    {
        refusal = value is null ? error ?? throw new InvalidOperationException("an empty result") : null;
        success = value;
        return refusal is not null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(ProtocolError error) => new(null, error);
}
