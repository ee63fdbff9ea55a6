using System.Diagnostics.CodeAnalysis;

namespace Stagedoor.Server.Administration;

/// <summary>A value, or why it was not done. The compiler knows which is null after <see cref="Failed"/>.</summary>
public readonly record struct Outcome<T> where T : class
{
    private readonly T? value;
    private readonly Objection? objection;

    private Outcome(T? value, Objection? objection) => (this.value, this.objection) = (value, objection);

    /// <summary>True when it was not done.</summary>
    public bool Failed([NotNullWhen(true)] out Objection? why, [NotNullWhen(false)] out T? success)
    {
        why = value is null ? objection ?? throw new InvalidOperationException("an empty outcome") : null;
        success = value;
        return why is not null;
    }

    public Outcome<TOther> Select<TOther>(Func<T, TOther> make) where TOther : class => Failed(out var why, out var success) ? why : make(success);

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Objection objection) => new(null, objection);
}

/// <summary>That something was done which has no other answer.</summary>
public sealed record Done
{
    public static readonly Done Value = new();

    private Done()
    {
    }
}

public enum ObjectionKind
{
    /// <summary>There is no such thing here, or it is not this administrator's to know of.</summary>
    NotFound,

    /// <summary>The administrator's standing does not reach so far.</summary>
    Forbidden,
    Invalid,

    /// <summary>What stands there now does not let it happen.</summary>
    Conflict,

    /// <summary>Somebody else changed it since it was looked at.</summary>
    Changed,

    /// <summary>There are as many as there may be.</summary>
    Limit,

    /// <summary>Too much of it is under way just now.</summary>
    Busy,
}

/// <summary>Why an act was not done: a code that never changes, and a sentence in English. A page that has a text of its own for the code shows that instead.</summary>
public sealed record Objection(ObjectionKind Kind, string Code, string Sentence)
{
    /// <summary>The field that is at fault.</summary>
    public string? Field { get; init; }

    /// <summary>What the sentence has for numbers and names, for a page's own text.</summary>
    public object?[] Values { get; init; } = [];

    /// <summary>When it may be tried again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Objection NotFound() => new(ObjectionKind.NotFound, "not_found", "There is nothing here by that name.");

    public static Objection Forbidden(string code, string sentence) => new(ObjectionKind.Forbidden, code, sentence);

    public static Objection Invalid(string field, string code, string sentence, params object?[] values) => new(ObjectionKind.Invalid, code, sentence) { Field = field, Values = values };

    public static Objection Conflict(string code, string sentence, params object?[] values) => new(ObjectionKind.Conflict, code, sentence) { Values = values };

    public static Objection Changed() => new(ObjectionKind.Changed, "changed", "Somebody else changed this since you looked at it.");

    public static Objection Limit(string code, string sentence, params object?[] values) => new(ObjectionKind.Limit, code, sentence) { Values = values };

    public static Objection Busy(string code, string sentence, TimeSpan retryAfter) => new(ObjectionKind.Busy, code, sentence) { RetryAfter = retryAfter };
}
