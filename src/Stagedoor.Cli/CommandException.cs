namespace Stagedoor.Cli;

/// <summary>A verb cannot go on. What is wrong and what to do next, as the person reads it; never a secret.</summary>
internal sealed class CommandException(int exitCode, string message, string whatToDo, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode => exitCode;

    /// <summary>The next step, as a sentence or a command.</summary>
    public string WhatToDo => whatToDo;

    /// <summary>The code of the issuer, such as <c>invalid_client</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The status of the answer.</summary>
    public int? Status { get; init; }

    /// <summary>What to name when asking the operator for help.</summary>
    public string? RequestId { get; init; }

    /// <summary>What is wrong with the body that was sent, one thing each.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}

/// <summary>One thing that is wrong, and where: a JSON pointer such as <c>/data/name</c>.</summary>
internal sealed record Fault(string Detail, string? Place);
