using Stagedoor.Bench.Contests;

namespace Stagedoor.Bench.Reports;

/// <summary>A run: when, where, how it was asked for, and what it showed.</summary>
internal sealed record Report(DateTimeOffset At, Machine Machine, string Command, string Store, int Rounds, double SecondsARound, int Connections, IReadOnlyList<Standing> Standings);
